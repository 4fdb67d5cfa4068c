package dev.espalier.study.fleet;

import dev.espalier.plan.Tolerance;
import dev.espalier.study.Interval;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * A percentile of samples and the part of them that keeps a target, each with an interval that
 * assumes nothing of the distribution.
 *
 * <p>Method: the ends of the interval of a percentile are samples by their rank (W. R. Thompson, On
 * confidence ranges for the median and other expectation distributions, 1936); that of a
 * probability is the exact one of C. J. Clopper and E. S. Pearson (1934). Both invert the same
 * binomial tails, so that the interval of the p-quantile is below the target exactly where that of
 * the probability is not below p. Where there are too few samples for an end, it is 0 or infinite.
 *
 * @param samples number of samples
 * @param valueMs the percentile, ms; infinite where too many samples have no plan
 * @param intervalMs its interval, ms
 * @param kept part of the samples that keeps the target
 * @param keptInterval interval of the probability to keep it
 * @param verdict how percentile and interval lie to the target
 */
public record Percentile(
    int samples,
    double valueMs,
    Interval intervalMs,
    double kept,
    Interval keptInterval,
    Verdict verdict) {
  /** A product with a rounding error must not reach the next rank. */
  private static final double ROUNDING = 1e-9;

  /**
   * Estimates a percentile.
   *
   * @param values the samples, ms, at least one; infinite where there is no plan
   * @param probability the percentile as a probability
   * @param targetMs the target, ms
   * @param alpha probability that an interval may miss, half of it on either side
   */
  public static Percentile of(double[] values, double probability, double targetMs, double alpha) {
    int n = values.length;
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    BinomialDistribution below = BinomialDistribution.of(n, probability);
    int low = below.inverseCumulativeProbability(alpha / 2);
    int high = below.inverseSurvivalProbability(alpha / 2) + 1;
    int rank = Math.max(1, (int) Math.ceil(n * probability - ROUNDING));
    Interval interval =
        new Interval(
            low < 1 ? 0 : sorted[low - 1], high > n ? Double.POSITIVE_INFINITY : sorted[high - 1]);
    int kept = (int) Arrays.stream(sorted).filter(x -> Tolerance.isWithin(x, targetMs)).count();
    return new Percentile(
        n,
        sorted[rank - 1],
        interval,
        (double) kept / n,
        probability(kept, n, alpha),
        verdict(sorted[rank - 1], interval, targetMs));
  }

  private static Verdict verdict(double value, Interval interval, double targetMs) {
    if (Tolerance.isWithin(interval.high(), targetMs)) {
      return Verdict.MET;
    }
    if (!Tolerance.isWithin(interval.low(), targetMs)) {
      return Verdict.MISSED;
    }
    return Tolerance.isWithin(value, targetMs) ? Verdict.PROBABLY_MET : Verdict.PROBABLY_MISSED;
  }

  private static Interval probability(int kept, int n, double alpha) {
    double low =
        kept == 0
            ? 0
            : BetaDistribution.of(kept, n - kept + 1).inverseCumulativeProbability(alpha / 2);
    double high =
        kept == n
            ? 1
            : BetaDistribution.of(kept + 1, n - kept).inverseSurvivalProbability(alpha / 2);
    return new Interval(low, high);
  }
}
