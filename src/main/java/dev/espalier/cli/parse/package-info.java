/** Converts what users type to values. */
package dev.espalier.cli.parse;
