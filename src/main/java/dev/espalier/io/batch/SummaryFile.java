package dev.espalier.io.batch;

import dev.espalier.internal.Version;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.study.batch.BatchSummary;
import java.util.OptionalDouble;

/** The summary of a batch as a JSON document. */
public final class SummaryFile {
  private SummaryFile() {}

  private record Head(String format, String espalier, boolean complete, long scenarios) {}

  private record Timing(OptionalDouble elapsedS) {}

  /**
   * Writes it.
   *
   * @param isComplete whether all scenarios were planned
   * @param seconds time that the run took, s; empty not to show times
   */
  public static String write(BatchSummary summary, boolean isComplete, OptionalDouble seconds) {
    BatchSummary shown = seconds.isPresent() ? summary : summary.withoutTimes();
    return JsonDocument.of(
        new Head("espalier-batch/1", Version.current(), isComplete, summary.scenarios()),
        SummaryFields.of(shown),
        new Timing(seconds));
  }
}
