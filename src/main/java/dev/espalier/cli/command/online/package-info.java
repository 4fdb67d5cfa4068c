/** Commands for plans that follow a changing world. */
package dev.espalier.cli.command.online;
