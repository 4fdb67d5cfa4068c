package dev.espalier.study.curve;

import dev.espalier.study.Interval;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A quantity estimated from samples.
 *
 * @param value the estimate
 * @param interval its 95 % confidence interval; empty if there are too few samples for one
 */
public record Estimate(double value, Optional<Interval> interval) {
  /** Probability that a quantity is above its interval, and that it is below. */
  private static final double TAIL = 0.025;

  private static final double Z = NormalDistribution.of(0, 1).inverseSurvivalProbability(TAIL);

  /**
   * A proportion with its Wilson score interval, which is within 0 to 1 and not empty where the
   * proportion is 0 or 1.
   *
   * <p>Source: E. B. Wilson, "Probable inference, the law of succession, and statistical
   * inference", Journal of the American Statistical Association 22(158), 1927.
   *
   * @param count number of samples that have a property
   * @param samples number of all samples, at least 1
   * @throws IllegalArgumentException if there are no samples, or the count is not from 0 to their
   *     number
   */
  public static Estimate ofProportion(long count, long samples) {
    if (!(samples > 0 && count >= 0 && count <= samples)) {
      throw new IllegalArgumentException(
          "proportion: count must be from 0 to the number of samples, which must be > 0, but they"
              + " are %d and %d".formatted(count, samples));
    }
    double p = (double) count / samples;
    double shrinkage = 1 + Z * Z / samples;
    double middle = (p + Z * Z / (2.0 * samples)) / shrinkage;
    double half = Z * Math.sqrt((p * (1 - p) + Z * Z / (4.0 * samples)) / samples) / shrinkage;
    // Exact at the ends, where rounding could leave the proportion itself outside.
    double low = count == 0 ? 0 : Math.max(0, middle - half);
    double high = count == samples ? 1 : Math.min(1, middle + half);
    return new Estimate(p, Optional.of(new Interval(low, high)));
  }

  /**
   * A mean with its interval from Student's t distribution, which assumes that the mean is
   * approximately normal; with few samples of a bounded quantity it may exceed the bounds ({@link
   * #within}).
   *
   * @param mean mean of the samples
   * @param standardDeviation that of the samples, with n - 1
   * @param samples number of samples; with fewer than two there is no interval
   */
  public static Estimate ofMean(double mean, double standardDeviation, long samples) {
    if (samples < 2) {
      return new Estimate(mean, Optional.empty());
    }
    double t = TDistribution.of(samples - 1.0).inverseSurvivalProbability(TAIL);
    double half = t * standardDeviation / Math.sqrt(samples);
    return new Estimate(mean, Optional.of(new Interval(mean - half, mean + half)));
  }

  /** This estimate with an interval that ends at the bounds of the quantity. */
  public Estimate within(double minimum, double maximum) {
    return new Estimate(
        value,
        interval.map(
            ends -> new Interval(Math.max(minimum, ends.low()), Math.min(maximum, ends.high()))));
  }
}
