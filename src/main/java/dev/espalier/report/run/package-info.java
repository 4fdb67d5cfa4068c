/** Describes measured runs beside their predictions. */
package dev.espalier.report.run;
