package dev.espalier.study.calibration;

import dev.espalier.exit.ExitBehavior;
import java.util.List;

/**
 * The effect of calibration under one condition.
 *
 * @param samples number of samples
 * @param before of each exit, with its logits as they are
 * @param after of each exit, with its logits divided by its temperature
 * @param behaviorBefore behavior of the exits at their thresholds, all of them deployed
 * @param behaviorAfter the same after calibration
 */
public record ConditionCalibration(
    int samples,
    List<Reliability> before,
    List<Reliability> after,
    ExitBehavior behaviorBefore,
    ExitBehavior behaviorAfter) {

  public ConditionCalibration {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }
}
