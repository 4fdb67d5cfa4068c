package dev.espalier.study.calibration;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.Criterion;
import dev.espalier.exit.SideExits;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.exit.log.Fallback;
import dev.espalier.exit.log.LogitLog;
import dev.espalier.internal.Checks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The temperature of each exit of a network, and the effect of calibration.
 *
 * @param scope what a temperature is fitted to
 * @param criterion criterion by which samples leave
 * @param thresholds of each side exit
 * @param fittedOn the one condition that the temperatures are fitted on; empty for all samples
 * @param classes number of classes
 * @param exits names of all exits, the final one last
 * @param temperatures of each exit; the same for all where the scope is {@link
 *     TemperatureScope#SINGLE}
 * @param all change over all samples
 * @param conditions change under each condition
 * @param calibrated the calibrated log of each condition
 */
public record Calibration(
    TemperatureScope scope,
    Criterion criterion,
    List<Double> thresholds,
    Optional<String> fittedOn,
    int classes,
    List<String> exits,
    List<Temperature> temperatures,
    ConditionCalibration all,
    Map<String, ConditionCalibration> conditions,
    Map<String, ExitLog> calibrated) {

  public Calibration {
    thresholds = List.copyOf(thresholds);
    exits = List.copyOf(exits);
    temperatures = List.copyOf(temperatures);
    conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
    calibrated = Collections.unmodifiableMap(new LinkedHashMap<>(calibrated));
  }

  /**
   * Fits a temperature to each exit, or one to all ({@link TemperatureScaling}).
   *
   * @param scope what a temperature is fitted to
   * @param logs by condition, of the same exits and classes, at least one
   * @param fittedOn the one condition to fit on; empty for all samples
   * @param thresholds of each side exit
   * @throws IllegalArgumentException if there is no such condition, a threshold is missing or NaN,
   *     or a sample's label has probability 0 at every temperature
   */
  public static Calibration of(
      TemperatureScope scope,
      Map<String, LogitLog> logs,
      Optional<String> fittedOn,
      Criterion criterion,
      double[] thresholds) {
    Checks.notEmpty("calibration", "logs", logs.keySet());
    LogitLog any = logs.values().iterator().next();
    fittedOn.ifPresent(condition -> checkCondition(condition, logs));
    Collection<LogitLog> toFit =
        fittedOn.<Collection<LogitLog>>map(name -> List.of(logs.get(name))).orElse(logs.values());
    if (fittedOn.isPresent()) { // fit() looks at what it fits, not at the other conditions
      for (LogitLog log : logs.values()) {
        IntStream.range(0, log.exits().size())
            .forEach(e -> TemperatureScaling.checkPossible(log, e));
      }
    }
    List<Temperature> temperatures = scope.fit(toFit, any.exits().size());
    Change change = new Change(criterion, thresholds, temperatures);
    Map<String, ConditionCalibration> conditions = new LinkedHashMap<>();
    Map<String, ExitLog> before = new LinkedHashMap<>();
    Map<String, ExitLog> after = new LinkedHashMap<>();
    logs.forEach(
        (name, log) -> {
          before.put(name, log.toExitLog(criterion));
          after.put(name, log.toExitLog(criterion, change.applied()));
          conditions.put(name, change.of(List.of(log), before.get(name), after.get(name)));
        });
    return new Calibration(
        scope,
        criterion,
        Arrays.stream(thresholds).boxed().toList(),
        fittedOn,
        any.classes(),
        any.exits(),
        temperatures,
        logs.size() == 1
            ? conditions.values().iterator().next()
            : change.of(
                logs.values(), ExitLog.joined(before.values()), ExitLog.joined(after.values())),
        conditions,
        after);
  }

  private static void checkCondition(String condition, Map<String, LogitLog> logs) {
    if (!logs.containsKey(condition)) {
      throw new InvalidFieldException(
          "condition",
          "condition must be one of %s but is \"%s\""
              .formatted(String.join(", ", logs.keySet()), condition));
    }
  }

  /** The effect of the temperatures on some samples. */
  private record Change(Criterion criterion, double[] thresholds, List<Temperature> temperatures) {

    double[] applied() {
      return temperatures.stream().mapToDouble(Temperature::applied).toArray();
    }

    ConditionCalibration of(Collection<LogitLog> logs, ExitLog before, ExitLog after) {
      List<Reliability> raw = new ArrayList<>();
      List<Reliability> calibrated = new ArrayList<>();
      for (int e = 0; e < temperatures.size(); e++) {
        raw.add(Reliability.of(logs, e, 1));
        calibrated.add(Reliability.of(logs, e, temperatures.get(e).applied()));
      }
      BitSet all = SideExits.all(temperatures);
      return new ConditionCalibration(
          after.samples(),
          raw,
          calibrated,
          before.behavior(thresholds, all, Fallback.FINAL),
          after.behavior(thresholds, all, Fallback.FINAL));
    }
  }
}
