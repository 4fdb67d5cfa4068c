/** Describes results as reports: one class for each result. */
package dev.espalier.report.result;
