package dev.espalier.exit;

import dev.espalier.internal.Checks;
import dev.espalier.internal.InvalidFieldException;
import java.util.OptionalDouble;

/**
 * What is decided of one exit, and what comes of it.
 *
 * @param name the exit
 * @param deployed whether it runs at all; an exit that does not costs nothing
 * @param threshold confidence from which, or entropy up to which, samples leave here; empty for the
 *     final exit, which takes every sample that is left, and for an exit that is not deployed
 * @param probability share of all samples that leave here, 0 to 1
 * @param accuracy share of those that are classified right, 0 to 1; empty if none leaves here
 */
public record ExitUse(
    String name,
    boolean deployed,
    OptionalDouble threshold,
    double probability,
    OptionalDouble accuracy) {

  /**
   * @throws IllegalArgumentException if a share is not from 0 to 1, samples leave without an
   *     accuracy, or they leave at an exit that is not deployed
   */
  public ExitUse {
    String subject = Checks.quoted("exit", name);
    Checks.probability(subject, "probability", probability);
    if (accuracy.isPresent()) {
      Checks.probability(subject, "accuracy", accuracy.getAsDouble());
    } else if (probability > 0) {
      throw new InvalidFieldException(
          "accuracy", "%s: samples leave here, so accuracy must be known".formatted(subject));
    }
    if (!deployed && probability > 0) {
      throw new InvalidFieldException(
          "probability", "%s: no sample can leave where nothing is deployed".formatted(subject));
    }
  }

  /** An exit that is left out. */
  public static ExitUse dropped(String name) {
    return new ExitUse(name, false, OptionalDouble.empty(), 0, OptionalDouble.empty());
  }

  /** Share of all samples that leave here and are right. */
  public double correctFraction() {
    return probability * accuracy.orElse(0);
  }
}
