package dev.espalier.exit;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import java.util.OptionalDouble;

/**
 * The decision on one exit and its outcome.
 *
 * @param name the exit
 * @param deployed whether the exit runs; an exit that is not deployed costs nothing
 * @param threshold confidence from which, or entropy up to which, samples leave here; empty for the
 *     final exit, which takes every sample that is left, and for an exit that is not deployed
 * @param probability probability that a sample leaves here, 0 to 1
 * @param accuracy accuracy on the samples that leave here, 0 to 1; empty if none leaves here
 */
public record ExitUse(
    String name,
    boolean deployed,
    OptionalDouble threshold,
    double probability,
    OptionalDouble accuracy) {

  /**
   * @throws IllegalArgumentException if a probability is not from 0 to 1, samples leave without an
   *     accuracy, or samples leave at an exit that is not deployed
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
          "probability",
          "%s: no sample can leave at an exit that is not deployed".formatted(subject));
    }
  }

  /** An exit that is not deployed. */
  public static ExitUse dropped(String name) {
    return new ExitUse(name, false, OptionalDouble.empty(), 0, OptionalDouble.empty());
  }

  /** Probability that a sample leaves here and is classified correctly. */
  public double correctFraction() {
    return probability * accuracy.orElse(0);
  }
}
