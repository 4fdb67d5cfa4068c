package dev.espalier.segment;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.Criterion;
import dev.espalier.internal.Checks;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * When a sample leaves at an exit.
 *
 * @param criterion what is compared with the threshold; empty where the plan does not say, so that
 *     whoever runs the segments decides
 * @param threshold value from which on (confidence) or up to which (entropy) a sample leaves; empty
 *     at the final exit and where the plan does not say
 */
public record ExitRule(Optional<Criterion> criterion, OptionalDouble threshold) {
  /** The rule of a plan that says nothing of thresholds, and of the final exit. */
  public static final ExitRule OPEN = new ExitRule(Optional.empty(), OptionalDouble.empty());

  /**
   * @throws IllegalArgumentException if the threshold is no value of the criterion
   */
  public ExitRule {
    if (threshold.isPresent()) {
      double value = threshold.getAsDouble();
      Checks.notNegative("exit", "threshold", value);
      if (criterion.isPresent() && !(value <= criterion.get().maximum())) {
        throw new InvalidFieldException(
            "threshold",
            "exit: threshold must be from 0 to %s, the maximum of %s, but is %s"
                .formatted(criterion.get().maximum(), criterion.get().label(), value));
      }
    }
  }
}
