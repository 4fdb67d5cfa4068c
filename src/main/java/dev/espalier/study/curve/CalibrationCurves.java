package dev.espalier.study.curve;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.exit.log.LogitLog;
import dev.espalier.study.calibration.Calibration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The effect of a calibration along a list of thresholds.
 *
 * @param fittedOn the one condition that the temperatures are fitted on; empty for all samples
 * @param all on all samples
 * @param conditions under each condition
 */
public record CalibrationCurves(
    Optional<String> fittedOn, CalibratedCurve all, Map<String, CalibratedCurve> conditions) {

  public CalibrationCurves {
    conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
  }

  /**
   * Counts the samples before and after a calibration.
   *
   * @param logs the logs that were calibrated, by condition
   * @param thresholds thresholds of all side exits
   * @throws IllegalArgumentException if there is no side exit, there is no threshold, or one is not
   *     in the range of the calibration's criterion
   */
  public static CalibrationCurves of(
      Calibration calibration, Map<String, LogitLog> logs, List<Double> thresholds) {
    if (calibration.exits().size() < 2) {
      throw new InvalidFieldException(
          "curve", "a curve needs side exits, but the log has the final exit only");
    }
    Map<String, ExitLog> before = new LinkedHashMap<>();
    logs.forEach((name, log) -> before.put(name, log.toExitLog(calibration.criterion())));
    Map<String, ExitLog> after = calibration.calibrated();
    Map<String, CalibratedCurve> conditions = new LinkedHashMap<>();
    before.forEach(
        (name, log) -> conditions.put(name, CalibratedCurve.of(log, after.get(name), thresholds)));
    return new CalibrationCurves(
        calibration.fittedOn(),
        before.size() == 1
            ? conditions.values().iterator().next()
            : CalibratedCurve.of(
                ExitLog.joined(before.values()), ExitLog.joined(after.values()), thresholds),
        conditions);
  }

  /** On the samples that the temperatures are fitted on. */
  public CalibratedCurve fitted() {
    return fittedOn.map(conditions::get).orElse(all);
  }
}
