/** The command that plans many scenarios at once. */
package dev.espalier.cli.command.batch;
