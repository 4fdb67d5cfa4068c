/** Options that commands share. */
package dev.espalier.cli.option;
