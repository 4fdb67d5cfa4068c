package dev.espalier.exit.log;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.Criterion;
import dev.espalier.exit.ExitBehavior;
import dev.espalier.exit.ExitChoices;
import dev.espalier.exit.ExitData;
import dev.espalier.internal.Checks;
import dev.espalier.internal.NearestName;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Logs of one or more conditions, and the grid of thresholds to choose from. Immutable and
 * thread-safe.
 */
public final class LogData implements ExitData {
  /** Name of the condition of a log that names none. */
  public static final String ONLY_CONDITION = "all samples";

  private final Map<String, ExitLog> logs = new LinkedHashMap<>();
  private final Optional<double[]> thresholds;
  private final Fallback fallback;

  /**
   * @param logs at least one log by condition, all with the same exits; the name is blank if there
   *     is only one condition
   * @param thresholds those of every side exit, ascending; empty for {@link
   *     ThresholdGrid#defaultFor}
   * @param fallback the exit that decides on samples that reach no threshold
   * @throws IllegalArgumentException if a threshold is not in the range of what the logs hold
   */
  public LogData(Map<String, ExitLog> logs, Optional<double[]> thresholds, Fallback fallback) {
    Checks.notEmpty("exit data", "logs", logs.keySet());
    logs.forEach((name, log) -> this.logs.put(name.isBlank() ? ONLY_CONDITION : name, log));
    this.thresholds = thresholds.map(double[]::clone);
    Criterion criterion = logs.values().iterator().next().criterion();
    thresholds.ifPresent(all -> Arrays.stream(all).forEach(t -> criterion.check("threshold", t)));
    this.fallback = fallback;
  }

  /** What decides whether a sample leaves. */
  public Criterion criterion() {
    return logs.values().iterator().next().criterion();
  }

  @Override
  public List<String> exits() {
    return logs.values().iterator().next().exits();
  }

  @Override
  public List<String> conditions() {
    return List.copyOf(logs.keySet());
  }

  @Override
  public ExitChoices choices(String condition) {
    ExitLog log = log(condition);
    ThresholdGrid grid =
        thresholds
            .map(values -> ThresholdGrid.same(log.exits().size() - 1, values))
            .orElseGet(() -> ThresholdGrid.defaultFor(log));
    return LogChoices.of(condition, log, grid, fallback);
  }

  /** None: any threshold can be counted. */
  @Override
  public List<Double> thresholds(String condition) {
    return List.of();
  }

  @Override
  public void checkThreshold(double threshold) {
    criterion().check("threshold", threshold);
  }

  @Override
  public ExitBehavior behavior(String condition, double threshold, BitSet deployed) {
    ExitLog log = log(condition);
    checkThreshold(threshold);
    double[] same = new double[exits().size() - 1];
    Arrays.fill(same, threshold);
    return log.behavior(same, deployed, fallback);
  }

  private ExitLog log(String condition) {
    ExitLog log = logs.get(condition);
    if (log == null) {
      throw new InvalidFieldException(
          "condition",
          "condition \"%s\" is not in the exit log, which has %s%s"
              .formatted(
                  condition,
                  String.join(", ", conditions()),
                  NearestName.hint(condition, conditions())));
    }
    return log;
  }
}
