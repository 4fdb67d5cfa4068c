/** Options of commands that follow a changing world. */
package dev.espalier.cli.option.online;
