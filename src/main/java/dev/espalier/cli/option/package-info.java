/** Options of several commands. */
package dev.espalier.cli.option;
