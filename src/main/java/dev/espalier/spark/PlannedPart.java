package dev.espalier.spark;

import dev.espalier.batch.BatchPlanner;
import dev.espalier.io.line.InputLine;
import dev.espalier.study.batch.BatchSummary;
import dev.espalier.study.batch.BatchSummary.Invalid;
import dev.espalier.study.batch.BatchSummary.Slow;
import dev.espalier.study.batch.GapClass;
import dev.espalier.study.batch.Status;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The results of scenarios that lie next to each other, as they go from worker to driver.
 *
 * @param text their lines in UTF-8
 * @param outcomes number of scenarios by status
 * @param gaps number of plans by class of their gap
 * @param invalidLine line of the first scenario that is wrong
 * @param invalidMessage what is wrong with it; null if none is
 * @param planningMs time that planning took, ms
 * @param slowest the scenarios that took longest
 */
record PlannedPart(
    byte[] text,
    Map<Status, Long> outcomes,
    Map<GapClass, Long> gaps,
    long invalidLine,
    String invalidMessage,
    double planningMs,
    List<SlowLine> slowest)
    implements Serializable {

  /**
   * A scenario that took long.
   *
   * @param id its name; null if it has none
   * @param ms time that it took, ms
   */
  record SlowLine(long line, String id, double ms) implements Serializable {
    static SlowLine of(Slow slow) {
      return new SlowLine(slow.line(), slow.id().orElse(null), slow.ms());
    }

    Slow slow() {
      return new Slow(line, Optional.ofNullable(id), ms);
    }
  }

  /** Plans scenarios, one after the other. */
  static PlannedPart plan(BatchPlanner planner, Iterator<InputLine> scenarios) {
    StringBuilder text = new StringBuilder();
    BatchSummary summary = BatchSummary.EMPTY;
    while (scenarios.hasNext()) {
      BatchPlanner.Result result = planner.plan(scenarios.next(), Tasks::isCancelled);
      Tasks.check();
      text.append(result.text());
      summary = summary.plus(result.summary());
    }
    return of(text.toString().getBytes(StandardCharsets.UTF_8), summary);
  }

  private static PlannedPart of(byte[] text, BatchSummary summary) {
    return new PlannedPart(
        text,
        summary.outcomes(),
        summary.gaps(),
        summary.firstInvalid().map(Invalid::line).orElse(0L),
        summary.firstInvalid().map(Invalid::message).orElse(null),
        summary.planningMs(),
        summary.slowest().stream().map(SlowLine::of).toList());
  }

  /** What is counted. */
  BatchSummary summary() {
    return new BatchSummary(
        outcomes,
        gaps,
        Optional.ofNullable(invalidMessage).map(message -> new Invalid(invalidLine, message)),
        planningMs,
        slowest.stream().map(SlowLine::slow).toList());
  }
}
