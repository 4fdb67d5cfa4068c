/** Reports and charts of studies of fleets. */
package dev.espalier.report.fleet;
