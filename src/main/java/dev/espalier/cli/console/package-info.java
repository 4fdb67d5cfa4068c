/** The console that a command runs at: the terminal, progress, Ctrl-C and exit codes. */
package dev.espalier.cli.console;
