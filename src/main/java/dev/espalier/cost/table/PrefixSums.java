package dev.espalier.cost.table;

/**
 * Sums of runs of values in O(1), each as exact as if it were summed by itself.
 *
 * <p>The difference of two plain prefix sums loses all that is small compared with the prefix:
 * after a layer of enormous cost, every later layer would look free. So each prefix sum carries its
 * rounding error along (two-sum; Knuth, The Art of Computer Programming, volume 2, section 4.2.2),
 * which doubles its digits.
 */
final class PrefixSums {
  /** Sum of the first i values at 2 i, what that sum lost by rounding at 2 i + 1. */
  private final double[] sums;

  PrefixSums(double[] values) {
    sums = new double[2 * (values.length + 1)];
    for (int i = 0; i < values.length; i++) {
      double before = sums[2 * i];
      double value = values[i];
      double sum = before + value;
      double valueUsed = sum - before;
      double lost = (before - (sum - valueUsed)) + (value - valueUsed);
      sums[2 * i + 2] = sum;
      sums[2 * i + 3] = sums[2 * i + 1] + lost;
    }
  }

  /** Sum of the values in [from, to). */
  double sum(int from, int to) {
    return (sums[2 * to] - sums[2 * from]) + (sums[2 * to + 1] - sums[2 * from + 1]);
  }
}
