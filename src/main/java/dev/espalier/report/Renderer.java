package dev.espalier.report;

/** Writes reports in one format; an output format is one class that implements this. */
@FunctionalInterface
public interface Renderer {

  /**
   * Writes a report.
   *
   * @throws IllegalArgumentException if the format shows data alone and the report has none
   */
  String render(Report report);
}
