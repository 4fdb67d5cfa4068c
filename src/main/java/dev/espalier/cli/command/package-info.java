/** One class for each command, and what it alone says. */
package dev.espalier.cli.command;
