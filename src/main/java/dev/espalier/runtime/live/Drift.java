package dev.espalier.runtime.live;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * Tells a change from noise: measured values count once some in a row differ from what is expected,
 * all in one direction. Where they differ by a factor of two, two are enough. Not thread-safe.
 */
final class Drift {
  private static final double CLEAR = 2;
  private static final int CLEARLY = 2;

  private final double tolerance;
  private final double toleranceMs;
  private final int inRow;

  /** Measured divided by expected, as far as it was measured last in a row. */
  private final Deque<Double> ratios = new ArrayDeque<>();

  /**
   * @param tolerance part of the expected time by which a measured one may differ
   * @param toleranceMs time by which it may differ at least, ms
   * @param inRow number of values in a row that make a change
   */
  Drift(double tolerance, double toleranceMs, int inRow) {
    this.tolerance = tolerance;
    this.toleranceMs = toleranceMs;
    this.inRow = inRow;
  }

  /**
   * Adds a measured time.
   *
   * @return the median of measured by expected times if they have changed; empty if not
   */
  OptionalDouble add(double measuredMs, double expectedMs) {
    double allowedMs = Math.max(tolerance * expectedMs, toleranceMs);
    if (!(Math.abs(measuredMs - expectedMs) > allowedMs)) {
      ratios.clear();
      return OptionalDouble.empty();
    }
    double ratio = measuredMs / expectedMs;
    if (!ratios.isEmpty() && ratios.peekLast() > 1 != ratio > 1) {
      ratios.clear();
    }
    ratios.add(ratio);
    long clear = ratios.stream().filter(each -> each > CLEAR || each < 1 / CLEAR).count();
    if (ratios.size() < inRow && clear < CLEARLY) {
      return OptionalDouble.empty();
    }
    double[] sorted = ratios.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    ratios.clear();
    return OptionalDouble.of(median(sorted));
  }

  private static double median(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[half]
        : Arrays.stream(sorted, half - 1, half + 1).average().orElseThrow();
  }

  /** Whether the last value differed: another one soon says whether that was noise. */
  boolean isInDoubt() {
    return !ratios.isEmpty();
  }
}
