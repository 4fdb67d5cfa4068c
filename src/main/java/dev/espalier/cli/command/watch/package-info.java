/** The command that follows a stream of changes and decides upon each. */
package dev.espalier.cli.command.watch;
