/** Options of studies of fleets. */
package dev.espalier.cli.option.fleet;
