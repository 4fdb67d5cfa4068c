/** What came of a batch, for people. */
package dev.espalier.report.batch;
