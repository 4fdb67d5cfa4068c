package dev.espalier.profile;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Time of something that was run several times.
 *
 * @param medianMs median of the runs, ms
 * @param interval 95 % confidence interval of the median; empty if unknown or if there were too few
 *     runs for one
 * @param runs number of runs; empty if unknown
 */
public record Timing(double medianMs, Optional<Interval> interval, OptionalInt runs) {
  /** Probability that the median lies below the interval, and that it lies above. */
  private static final double TAIL = 0.025;

  /** The median of a fair coin's throws: a run is below the true median as often as above. */
  private static final double HALF = 0.5;

  /**
   * A range of times.
   *
   * @param lowMs its lower end, ms
   * @param highMs its upper end, ms
   */
  public record Interval(double lowMs, double highMs) {}

  /**
   * @throws IllegalArgumentException if a time is negative or not finite, the median lies outside
   *     of the interval, or there is no run
   */
  public Timing {
    Checks.notNegative("time", "medianMs", medianMs);
    if (interval.isPresent()) {
      double low = Checks.notNegative("time", "lowMs", interval.get().lowMs());
      double high = Checks.notNegative("time", "highMs", interval.get().highMs());
      if (!(low <= medianMs && medianMs <= high)) {
        throw new InvalidFieldException(
            low <= medianMs ? "highMs" : "lowMs",
            "time: medianMs must lie from lowMs to highMs but %s is outside of %s to %s"
                .formatted(medianMs, low, high));
      }
    }
    if (runs.isPresent()) {
      Checks.count("time", "runs", runs.getAsInt(), 1);
    }
  }

  /** A time of which nothing else is available. */
  public static Timing of(double ms) {
    return new Timing(ms, Optional.empty(), OptionalInt.empty());
  }

  /**
   * The median of these runs and its 95 % confidence interval. The interval is made of order
   * statistics and holds for any distribution: a number of runs below the true median has the
   * binomial distribution of a fair coin. It takes at least six runs.
   *
   * @param ms time of each run, ms
   * @throws IllegalArgumentException if there is no run, or a time is negative or not finite
   */
  public static Timing ofRuns(double... ms) {
    if (ms.length == 0) {
      throw new InvalidFieldException("runs", "time: runs must be >= 1 but is 0");
    }
    double[] sorted = ms.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    int outside = BinomialDistribution.of(n, HALF).inverseCumulativeProbability(TAIL);
    Optional<Interval> interval =
        outside < 1
            ? Optional.empty()
            : Optional.of(new Interval(sorted[outside - 1], sorted[n - outside]));
    return new Timing(median, interval, OptionalInt.of(n));
  }
}
