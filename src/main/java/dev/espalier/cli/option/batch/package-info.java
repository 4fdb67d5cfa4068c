/** Options of the batch command. */
package dev.espalier.cli.option.batch;
