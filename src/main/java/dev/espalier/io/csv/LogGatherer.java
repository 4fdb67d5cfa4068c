package dev.espalier.io.csv;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.Criterion;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.exit.log.ExitLogBuilder;
import dev.espalier.exit.log.LogitLog;
import dev.espalier.exit.log.LogitLogBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Gathers samples by condition. */
final class LogGatherer {
  /** A column with more distinct values does not hold conditions. */
  private static final int MAX_CONDITIONS = 1000;

  private final LogHeader header;
  private final Map<String, ExitLogBuilder> logs = new LinkedHashMap<>();
  private final Map<String, LogitLogBuilder> logits = new LinkedHashMap<>();

  /** The condition of the row before, and where its samples go. */
  private String condition;

  private ExitLogBuilder log;
  private LogitLogBuilder logitLog;

  LogGatherer(LogHeader header) {
    this.header = header;
  }

  /**
   * Adds a sample.
   *
   * @throws InvalidFieldException if it is not one; its field is the index of a column
   */
  void add(SampleRow row) {
    if (row.condition() != condition) {
      turnTo(row);
    }
    if (log != null) {
      log.add(row.values(), row.correct());
      return;
    }
    try {
      logitLog.add(row.label(), row.logits());
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException(String.valueOf(columnOf(e.field())), e.getMessage());
    }
  }

  private int columnOf(String field) {
    return field.equals("label")
        ? header.indexOf(LogHeader.Role.LABEL, -1)
        : header.indexOf(LogHeader.Role.LOGITS, Integer.parseInt(field));
  }

  private void turnTo(SampleRow row) {
    condition = row.condition();
    if (header.measure() == LogHeader.Measure.LOGITS) {
      logitLog =
          logits.computeIfAbsent(
              condition, name -> LogitLog.builder(header.exits(), row.classes()));
    } else {
      Criterion criterion = Criterion.valueOf(header.measure().name());
      log = logs.computeIfAbsent(condition, name -> ExitLog.builder(header.exits(), criterion));
    }
    if (Math.max(logs.size(), logits.size()) > MAX_CONDITIONS) {
      throw new InvalidFieldException(
          String.valueOf(header.indexOf(LogHeader.Role.CONDITION, -1)),
          "expected at most %d conditions but found more".formatted(MAX_CONDITIONS));
    }
  }

  /** Whether no sample was added. */
  boolean isEmpty() {
    return logs.isEmpty() && logits.isEmpty();
  }

  /** The logs of confidence or entropy; empty if there are logits instead. */
  Map<String, ExitLog> logs() {
    return built(logs, ExitLogBuilder::build);
  }

  /** The logs of logits; empty if there are others instead. */
  Map<String, LogitLog> logits() {
    return built(logits, LogitLogBuilder::build);
  }

  private static <B, L> Map<String, L> built(Map<String, B> builders, Function<B, L> build) {
    Map<String, L> built = new LinkedHashMap<>();
    builders.forEach((name, builder) -> built.put(name, build.apply(builder)));
    return built;
  }
}
