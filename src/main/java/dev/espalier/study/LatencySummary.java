package dev.espalier.study;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/**
 * Latencies of several runs, ms.
 *
 * @param average arithmetic mean
 * @param maximum the largest
 * @param minimum the smallest
 * @param mode the most frequent value, where values that agree in five significant digits count as
 *     one; the smallest of them and of several modes
 * @param standardDeviation that of a sample (n - 1 in the denominator), 0 for a single run
 */
public record LatencySummary(
    double average, double maximum, double minimum, double mode, double standardDeviation) {
  /** Plans that differ by rounding only count as the same value. */
  private static final MathContext MODE_DIGITS = new MathContext(5);

  /**
   * Sums up latencies.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static LatencySummary of(double... latenciesMs) {
    if (latenciesMs.length == 0) {
      throw new IllegalArgumentException("a summary needs one latency or more");
    }
    DescriptiveStatistics statistics = new DescriptiveStatistics(latenciesMs);
    return new LatencySummary(
        statistics.getMean(),
        statistics.getMax(),
        statistics.getMin(),
        mode(latenciesMs),
        statistics.getStandardDeviation());
  }

  private static double mode(double[] values) {
    double[] rounded = Arrays.stream(values).map(LatencySummary::rounded).toArray();
    double mode = Arrays.stream(StatUtils.mode(rounded)).min().orElseThrow();
    return Arrays.stream(values).filter(value -> rounded(value) == mode).min().orElseThrow();
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(MODE_DIGITS).doubleValue();
  }
}
