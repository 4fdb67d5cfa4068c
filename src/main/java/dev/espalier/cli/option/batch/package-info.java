/** The options of batches. */
package dev.espalier.cli.option.batch;
