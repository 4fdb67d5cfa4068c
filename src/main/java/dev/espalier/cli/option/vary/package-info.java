/** Options of commands that vary parameters. */
package dev.espalier.cli.option.vary;
