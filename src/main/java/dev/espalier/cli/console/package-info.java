/**
 * What a command knows of the console it runs at: the terminal, progress, Ctrl-C and exit codes.
 */
package dev.espalier.cli.console;
