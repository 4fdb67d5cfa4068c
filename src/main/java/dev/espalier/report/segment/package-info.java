/** Describes split models. */
package dev.espalier.report.segment;
