/**
 * Describes results independently of any format: titles, tables, strips and notes, each described
 * once for people and for programs.
 *
 * <p>An output format is one class that implements {@link dev.espalier.report.Renderer}; a result
 * is one class that builds a {@link dev.espalier.report.Report} (package {@code report.result}).
 */
package dev.espalier.report;
