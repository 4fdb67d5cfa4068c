package dev.espalier.runtime.live;

import java.util.OptionalDouble;

/**
 * Tells a change from noise. Whatever disturbs a measurement makes it longer: a thread that wakes
 * up late, a processor that others use. So a time counts as longer once some in a row were, over a
 * while, and the shortest of them is the one that is right; one that is not ends the row. It counts
 * as shorter as soon as two in a row were, unless a part of the measured time was subtracted: then
 * either may be wrong, and what counts is the one that is closest to what is expected. Not
 * thread-safe.
 */
final class Drift {
  private static final int SHORTER_IN_ROW = 2;

  private final double tolerance;
  private final double toleranceMs;
  private final int inRow;
  private final double whileMs;
  private final boolean isDifference;

  /** Number of times in a row that differed, all in one direction. */
  private int count;

  /** When the first of them was measured, ms. */
  private double firstMs;

  /** The one that counts, measured divided by expected. */
  private double ratio = 1;

  private boolean isLonger;

  /**
   * @param tolerance part of the expected time by which a measured one may differ
   * @param toleranceMs time by which it may differ at least, ms
   * @param inRow number of longer times in a row that make a change
   * @param whileMs time from the first of them to the last, ms
   * @param isDifference whether measured times are differences of two
   */
  Drift(double tolerance, double toleranceMs, int inRow, double whileMs, boolean isDifference) {
    this.isDifference = isDifference;
    this.tolerance = tolerance;
    this.toleranceMs = toleranceMs;
    this.inRow = inRow;
    this.whileMs = whileMs;
  }

  /**
   * Adds a measured time.
   *
   * @param atMs when it was measured, ms
   * @return measured by expected time, if it has changed; empty if not
   */
  OptionalDouble add(double measuredMs, double expectedMs, double atMs) {
    double allowedMs = Math.max(tolerance * expectedMs, toleranceMs);
    if (!(Math.abs(measuredMs - expectedMs) > allowedMs)) {
      count = 0;
      return OptionalDouble.empty();
    }
    double next = measuredMs / expectedMs;
    if (count == 0 || isLonger != next > 1) {
      count = 0;
      isLonger = next > 1;
      firstMs = atMs;
      ratio = next;
    }
    count++;
    ratio = isLonger || !isDifference ? Math.min(ratio, next) : Math.max(ratio, next);
    boolean isChange =
        isLonger || isDifference
            ? count >= inRow && atMs - firstMs >= whileMs
            : count >= SHORTER_IN_ROW;
    if (isChange) {
      count = 0;
    }
    return isChange ? OptionalDouble.of(ratio) : OptionalDouble.empty();
  }

  /** Whether the last time differed: more of them soon say whether that was noise. */
  boolean isInDoubt() {
    return count > 0;
  }
}
