package dev.espalier.study.curve;

import dev.espalier.exit.SideExits;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.exit.log.Fallback;
import java.util.BitSet;
import java.util.List;

/**
 * Behavior of the exits along the thresholds before and after calibration, on the same samples with
 * all side exits deployed.
 *
 * @param before with the logits as they are
 * @param after with the logits divided by the temperatures
 */
public record CalibratedCurve(ThresholdCurve before, ThresholdCurve after) {

  /**
   * Counts the samples of a log before and after calibration.
   *
   * @param before the log before
   * @param after the same samples after
   * @param thresholds thresholds of all side exits
   * @throws IllegalArgumentException if there is no threshold, or one is not in the range of the
   *     logs' criterion
   */
  public static CalibratedCurve of(ExitLog before, ExitLog after, List<Double> thresholds) {
    BitSet all = SideExits.all(before.exits());
    return new CalibratedCurve(
        ThresholdCurve.of(before, all, Fallback.FINAL, thresholds),
        ThresholdCurve.of(after, all, Fallback.FINAL, thresholds));
  }
}
