package dev.espalier.study.random;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A distribution of a quantity that is at least 0, such as a bandwidth or a speed. Immutable and
 * thread-safe.
 *
 * <p>Method: a value is the quantile of one uniform random number (inversion), so that each draw
 * takes the same amount of randomness whatever the distribution, and quantities that are drawn from
 * the same number grow and shrink together. Constant, uniform and log-uniform values and choices
 * are equal on every machine; the normal quantile is that of Apache Commons Statistics.
 */
public sealed interface Distribution
    permits Choice,
        Distribution.Constant,
        Distribution.Uniform,
        Distribution.LogUniform,
        Distribution.Normal,
        Distribution.Lognormal {
  /** A uniform number from 52 bits: never 0 and never 1, where some quantiles are not finite. */
  private static double uniform(RandomGenerator random) {
    return ((random.nextLong() >>> 12) + 0.5) * 0x1p-52;
  }

  /** A value, drawn with one call of the generator. */
  default double draw(RandomGenerator random) {
    return quantile(uniform(random));
  }

  /**
   * The value that a draw does not exceed with a probability.
   *
   * @param p the probability, above 0 and below 1
   */
  double quantile(double p);

  /** Mean of all values. */
  double mean();

  /** Largest number that no value is below. */
  double minimum();

  /** Smallest number that no value is above; infinite where there is none. */
  double maximum();

  /** A value that is always the same. */
  static Distribution constant(double value) {
    return new Constant(value);
  }

  /** Measured values of which each is as probable as any other. */
  static Distribution ofSamples(double... values) {
    return new Choice(
        Arrays.stream(values).mapToObj(value -> new Choice.Weighted(value, 1)).toList());
  }

  /**
   * Always the same value.
   *
   * @param value the value
   */
  record Constant(double value) implements Distribution {

    /**
     * @throws IllegalArgumentException if the value is not from 0 to 1e30
     */
    public Constant {
      Checks.notNegative("constant", "value", value);
    }

    @Override
    public double quantile(double p) {
      return value;
    }

    @Override
    public double mean() {
      return value;
    }

    @Override
    public double minimum() {
      return value;
    }

    @Override
    public double maximum() {
      return value;
    }
  }

  /**
   * Every value of a range is as probable as any other.
   *
   * @param from lower end of the range
   * @param to upper end of the range
   */
  record Uniform(double from, double to) implements Distribution {

    /**
     * @throws IllegalArgumentException if an end is not from 0 to 1e30, or the upper one is below
     *     the lower one
     */
    public Uniform {
      Checks.notNegative("uniform distribution", "from", from);
      Checks.notNegative("uniform distribution", "to", to);
      checkOrder("uniform distribution", from, to);
    }

    @Override
    public double quantile(double p) {
      return Math.min(to, from + p * (to - from));
    }

    @Override
    public double mean() {
      return from + (to - from) / 2;
    }

    @Override
    public double minimum() {
      return from;
    }

    @Override
    public double maximum() {
      return to;
    }
  }

  /**
   * The logarithm is uniform: as many values from 1 to 10 as from 10 to 100.
   *
   * @param from lower end of the range
   * @param to upper end of the range
   */
  record LogUniform(double from, double to) implements Distribution {

    /**
     * @throws IllegalArgumentException if an end is not from 1e-30 to 1e30, or the upper one is
     *     below the lower one
     */
    public LogUniform {
      Checks.positive("log-uniform distribution", "from", from);
      Checks.positive("log-uniform distribution", "to", to);
      checkOrder("log-uniform distribution", from, to);
    }

    @Override
    public double quantile(double p) {
      return Math.min(to, from * StrictMath.exp(p * logRatio()));
    }

    @Override
    public double mean() {
      return from == to ? from : (to - from) / logRatio();
    }

    @Override
    public double minimum() {
      return from;
    }

    @Override
    public double maximum() {
      return to;
    }

    private double logRatio() {
      return StrictMath.log(to / from);
    }
  }

  /**
   * The normal distribution without its values of 0 and below.
   *
   * @param mu mean of the whole normal distribution; that of the values above 0 is larger
   * @param sigma standard deviation of the whole normal distribution
   */
  record Normal(double mu, double sigma) implements Distribution {
    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    /**
     * @throws IllegalArgumentException if one of the two is not from 1e-30 to 1e30
     */
    public Normal {
      Checks.positive("normal distribution", "mu", mu);
      Checks.positive("normal distribution", "sigma", sigma);
    }

    /** Calculated from the upper end, where a probability near 1 would lose its digits. */
    @Override
    public double quantile(double p) {
      double above = (1 - p) * STANDARD.survivalProbability(-mu / sigma);
      double value = mu + sigma * STANDARD.inverseSurvivalProbability(above);
      return Math.max(value, Double.MIN_NORMAL);
    }

    @Override
    public double mean() {
      double zero = -mu / sigma;
      return mu + sigma * STANDARD.density(zero) / STANDARD.survivalProbability(zero);
    }

    @Override
    public double minimum() {
      return 0;
    }

    @Override
    public double maximum() {
      return Double.POSITIVE_INFINITY;
    }
  }

  /**
   * The logarithm is normal.
   *
   * @param median half of the values are below
   * @param sigma standard deviation of the natural logarithm; at 0.1, two of three values are
   *     within 10 % of the median
   */
  record Lognormal(double median, double sigma) implements Distribution {
    private static final double LARGEST_SIGMA = 10;

    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    /**
     * @throws IllegalArgumentException if the median is not from 1e-30 to 1e30, or sigma not from 0
     *     to 10
     */
    public Lognormal {
      Checks.positive("lognormal distribution", "median", median);
      if (!(sigma >= 0 && sigma <= LARGEST_SIGMA)) {
        throw new InvalidFieldException(
            "sigma", "lognormal distribution: sigma must be a number from 0 to 10 but is " + sigma);
      }
    }

    @Override
    public double quantile(double p) {
      return median * StrictMath.exp(sigma * STANDARD.inverseCumulativeProbability(p));
    }

    @Override
    public double mean() {
      return median * StrictMath.exp(sigma * sigma / 2);
    }

    @Override
    public double minimum() {
      return sigma == 0 ? median : 0;
    }

    @Override
    public double maximum() {
      return sigma == 0 ? median : Double.POSITIVE_INFINITY;
    }
  }

  private static void checkOrder(String subject, double from, double to) {
    if (!(from <= to)) {
      throw new InvalidFieldException(
          "to", "%s: to must be at least from, %s, but is %s".formatted(subject, from, to));
    }
  }
}
