package dev.espalier.search.joint;

import dev.espalier.error.InvalidFieldException;

/**
 * A demand on a plan of exits, cuts and devices: a limit on accuracy or on latency, while the other
 * of the two is optimized. Limits are inclusive.
 */
public sealed interface ExitDemand {

  /** Relative slack of a limit, as in all comparisons with limits. */
  double TOLERANCE = 1e-9;

  /** Whether the limit is kept. */
  boolean isMet(double accuracy, double latencyMs);

  /** The quantity to minimize among plans that meet the limit. */
  double cost(double accuracy, double latencyMs);

  /**
   * The limited quantity as a number to minimize: the lower, the closer to the limit or below it.
   */
  double limited(double accuracy, double latencyMs);

  /**
   * Minimum latency at an accuracy.
   *
   * @param accuracy minimum probability that a sample is classified correctly, 0 to 1
   */
  record MinAccuracy(double accuracy) implements ExitDemand {

    /**
     * @throws IllegalArgumentException if the accuracy is not from 0 to 1
     */
    public MinAccuracy {
      if (!(accuracy >= 0 && accuracy <= 1)) {
        throw new InvalidFieldException(
            "min-accuracy", "minimum accuracy must be a number from 0 to 1 but is " + accuracy);
      }
    }

    @Override
    public boolean isMet(double found, double latencyMs) {
      return found >= accuracy * (1 - TOLERANCE);
    }

    @Override
    public double cost(double found, double latencyMs) {
      return latencyMs;
    }

    @Override
    public double limited(double found, double latencyMs) {
      return -found;
    }
  }

  /**
   * Maximum accuracy within a latency, as the decision maker of POPEX demands (Pacheco, Couto,
   * 2020).
   *
   * @param latencyMs value of the problem's objective that must not be exceeded, ms
   */
  record MaxLatency(double latencyMs) implements ExitDemand {

    /**
     * @throws IllegalArgumentException if the latency is not above 0
     */
    public MaxLatency {
      if (!(latencyMs > 0 && latencyMs < Double.POSITIVE_INFINITY)) {
        throw new InvalidFieldException(
            "max-latency", "maximum latency must be above 0 ms and finite but is " + latencyMs);
      }
    }

    @Override
    public boolean isMet(double accuracy, double found) {
      return found <= latencyMs * (1 + TOLERANCE);
    }

    @Override
    public double cost(double accuracy, double found) {
      return -accuracy;
    }

    @Override
    public double limited(double accuracy, double found) {
      return found;
    }
  }
}
