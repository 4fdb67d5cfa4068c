package dev.espalier.reproduction.pacheco2021;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.SideExits;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.exit.log.Fallback;
import dev.espalier.exit.log.LogitLog;
import dev.espalier.reproduction.pacheco2021.leaving.MeasuredShares;
import dev.espalier.study.calibration.Calibration;
import dev.espalier.study.calibration.TemperatureScope;
import dev.espalier.study.curve.ThresholdCurve;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A measured log of another network, on which the paper's methods are shown: where samples leave,
 * their confidence, and what its fallback and calibration change.
 */
final class MeasuredLog {
  private static final double CALIBRATED_AT = 0.8;

  private final Map<String, LogitLog> logits;
  private final Map<String, ExitLog> logs = new LinkedHashMap<>();
  private final Map<String, ThresholdCurve> curves;

  /**
   * A log.
   *
   * @param logits of a network, by condition
   */
  MeasuredLog(Map<String, LogitLog> logits) {
    this.logits = logits;
    logits.forEach((name, log) -> logs.put(name, log.toExitLog(Criterion.CONFIDENCE)));
    curves = curves(Fallback.FINAL);
  }

  /** Behavior along the paper's thresholds, by condition; samples without one end at the last. */
  Map<String, ThresholdCurve> curves() {
    return curves;
  }

  /** The same with another way to decide on samples that reach no threshold. */
  Map<String, ThresholdCurve> curves(Fallback fallback) {
    Map<String, ThresholdCurve> curves = new LinkedHashMap<>();
    logs.forEach(
        (name, log) ->
            curves.put(
                name,
                ThresholdCurve.of(
                    log, SideExits.all(log.exits()), fallback, MeasuredShares.THRESHOLDS)));
    return curves;
  }

  /** Temperatures of its exits, fitted on its first condition. */
  Calibration calibration() {
    String first = logits.keySet().iterator().next();
    int sideExits = logits.get(first).exits().size() - 1;
    double[] thresholds = new double[sideExits];
    Arrays.fill(thresholds, CALIBRATED_AT);
    return Calibration.of(
        TemperatureScope.PER_EXIT, logits, Optional.of(first), Criterion.CONFIDENCE, thresholds);
  }
}
