/** The batch command: many scenarios, on one machine or in shards. */
package dev.espalier.cli.command.batch;
