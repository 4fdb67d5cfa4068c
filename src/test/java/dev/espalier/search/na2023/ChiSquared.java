package dev.espalier.search.na2023;

/** How far counts are from those expected. */
final class ChiSquared {
  /** 99.9th percentile of the chi-squared distribution, by degrees of freedom. */
  static final double LIMIT_3 = 16.27;

  static final double LIMIT_11 = 31.26;

  private ChiSquared() {}

  /** The statistic of counts of draws with these weights. */
  static double of(int[] counts, double[] weights) {
    double draws = 0;
    double total = 0;
    for (int i = 0; i < counts.length; i++) {
      draws += counts[i];
      total += weights[i];
    }
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      double expected = draws * weights[i] / total;
      sum += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    return sum;
  }
}
