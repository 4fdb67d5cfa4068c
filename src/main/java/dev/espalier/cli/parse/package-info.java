/** What users type, as values. */
package dev.espalier.cli.parse;
