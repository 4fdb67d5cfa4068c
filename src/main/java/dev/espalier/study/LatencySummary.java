package dev.espalier.study;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.statistics.descriptive.DoubleStatistics;
import org.apache.commons.statistics.descriptive.Statistic;

/**
 * Latencies of several runs, ms.
 *
 * @param average arithmetic mean
 * @param maximum the largest
 * @param minimum the smallest
 * @param mode the most frequent value, where values that agree in five significant digits count as
 *     one; the smallest of them and of several modes
 * @param standardDeviation that of a sample (n - 1 in the denominator), 0 for a single run and for
 *     latencies that differ by rounding only
 */
public record LatencySummary(
    double average, double maximum, double minimum, double mode, double standardDeviation) {
  private static final DoubleStatistics.Builder STATISTICS =
      DoubleStatistics.builder(
          Statistic.MEAN, Statistic.MAX, Statistic.MIN, Statistic.STANDARD_DEVIATION);

  private static final MathContext MODE_DIGITS = new MathContext(5);

  /** Equally good plans sum the same times in different orders, and agree in so many digits. */
  private static final MathContext EQUAL_DIGITS = new MathContext(12);

  /**
   * Summarizes latencies.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static LatencySummary of(double... latenciesMs) {
    if (latenciesMs.length == 0) {
      throw new IllegalArgumentException("a summary needs one latency or more");
    }
    DoubleStatistics statistics = STATISTICS.build(latenciesMs);
    return new LatencySummary(
        statistics.getAsDouble(Statistic.MEAN),
        statistics.getAsDouble(Statistic.MAX),
        statistics.getAsDouble(Statistic.MIN),
        mode(latenciesMs),
        areEqual(latenciesMs) ? 0 : statistics.getAsDouble(Statistic.STANDARD_DEVIATION));
  }

  private static boolean areEqual(double[] latenciesMs) {
    return Arrays.stream(withoutRounding(latenciesMs)).distinct().count() == 1;
  }

  /** The latencies, equal where they differ by rounding only. */
  static double[] withoutRounding(double... latenciesMs) {
    return Arrays.stream(latenciesMs).map(value -> rounded(value, EQUAL_DIGITS)).toArray();
  }

  private static double mode(double[] values) {
    Map<Double, List<Double>> alike =
        Arrays.stream(values)
            .boxed()
            .collect(
                Collectors.groupingBy(
                    value -> rounded(value, MODE_DIGITS), TreeMap::new, Collectors.toList()));
    int max = alike.values().stream().mapToInt(List::size).max().orElseThrow();
    return alike.values().stream()
        .filter(group -> group.size() == max)
        .findFirst()
        .map(Collections::min)
        .orElseThrow();
  }

  private static double rounded(double value, MathContext digits) {
    return new BigDecimal(value).round(digits).doubleValue();
  }
}
