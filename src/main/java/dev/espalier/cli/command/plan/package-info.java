/** The command that plans a network once. */
package dev.espalier.cli.command.plan;
