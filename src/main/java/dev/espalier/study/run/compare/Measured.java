package dev.espalier.study.run.compare;

import dev.espalier.study.Interval;
import dev.espalier.study.curve.Estimate;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.StandardDeviation;

/**
 * What was measured of a quantity.
 *
 * <p>The interval of a mean comes from Student's t distribution. Samples that follow on one another
 * are not independent: they wait for each other, and a machine is slow for a while. From {@value
 * #MIN_BATCHED} samples on, the interval is therefore that of {@value #BATCHES} means of successive
 * samples (method of batch means; A. M. Law, "Simulation Modeling and Analysis", chapter 9), which
 * is 7 % wider than the simple one where samples are independent.
 *
 * @param value the mean, or the proportion
 * @param interval its 95 % confidence interval; empty if there are too few samples for one
 * @param p50 median; empty for a proportion
 * @param p95 95th percentile; empty for a proportion and below 20 samples, where it would be the
 *     maximum
 * @param p99 99th percentile; empty for a proportion and below 100 samples
 * @param max maximum; empty for a proportion
 * @param samples number of samples
 */
public record Measured(
    double value,
    Optional<Interval> interval,
    OptionalDouble p50,
    OptionalDouble p95,
    OptionalDouble p99,
    OptionalDouble max,
    long samples) {
  /** Number of batches. */
  static final int BATCHES = 20;

  /** Number of samples from which on there are batches. */
  static final int MIN_BATCHED = 200;

  private static final int MIN_P95 = 20;
  private static final int MIN_P99 = 100;
  private static final Quantile QUANTILE = Quantile.withDefaults();

  /**
   * What these samples say; empty if there are none.
   *
   * @param samples the samples in the order in which they were taken
   */
  static Optional<Measured> of(double... samples) {
    if (samples.length == 0) {
      return Optional.empty();
    }
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    Estimate mean = mean(samples);
    return Optional.of(
        new Measured(
            mean.value(),
            mean.interval(),
            quantile(sorted, 0.5, 1),
            quantile(sorted, 0.95, MIN_P95),
            quantile(sorted, 0.99, MIN_P99),
            OptionalDouble.of(sorted[sorted.length - 1]),
            samples.length));
  }

  private static OptionalDouble quantile(double[] sorted, double p, int minimum) {
    return sorted.length < minimum
        ? OptionalDouble.empty()
        : OptionalDouble.of(QUANTILE.evaluate(sorted, p));
  }

  /**
   * The mean of at least one sample.
   *
   * @param samples the samples in the order in which they were taken
   */
  static Estimate mean(double... samples) {
    double[] independent = samples.length < MIN_BATCHED ? samples : batchMeans(samples);
    double mean = Mean.of(samples).getAsDouble();
    double deviation = StandardDeviation.of(independent).getAsDouble();
    return Estimate.ofMean(mean, deviation, independent.length);
  }

  private static double[] batchMeans(double[] samples) {
    return IntStream.range(0, BATCHES)
        .mapToDouble(b -> mean(samples, start(b, samples), start(b + 1, samples)))
        .toArray();
  }

  private static double mean(double[] samples, int from, int to) {
    return Mean.of(Arrays.copyOfRange(samples, from, to)).getAsDouble();
  }

  private static int start(int batch, double[] samples) {
    return (int) ((long) samples.length * batch / BATCHES);
  }

  /**
   * A proportion; empty if there are no samples.
   *
   * @param count number of samples that have a property
   * @param samples number of all samples
   */
  static Optional<Measured> ofProportion(long count, long samples) {
    if (samples == 0) {
      return Optional.empty();
    }
    Estimate estimate = Estimate.ofProportion(count, samples);
    return Optional.of(of(estimate.value(), estimate.interval(), samples));
  }

  /** A quantity of which no single samples are known. */
  public static Measured of(double value, Optional<Interval> interval, long samples) {
    OptionalDouble none = OptionalDouble.empty();
    return new Measured(value, interval, none, none, none, none, samples);
  }
}
