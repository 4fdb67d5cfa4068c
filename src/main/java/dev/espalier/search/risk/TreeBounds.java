package dev.espalier.search.risk;

import dev.espalier.plan.PlanningProblem;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Bounds of the risk of all plans that complete a partial one, from bounds of their values on
 * several problems: first those of means, none of which exceeds the risk, then those of all
 * samples, whose measure does not exceed it either. Not thread-safe.
 */
final class TreeBounds {

  private final RiskMeasure measure;
  private final double[] weights;
  private final TreeTable[] tables;
  private final int means;

  /** Values, with the index of their sample in their last bits: sorting them is fast. */
  private final long[] keys;

  private final long indexMask;

  /**
   * @param means problems whose values are means that no risk is below
   */
  TreeBounds(SampledProblem problem, RiskMeasure measure, List<PlanningProblem> means) {
    this.measure = measure;
    this.means = means.size();
    weights = problem.weights();
    tables =
        Stream.concat(means.stream(), problem.all().stream())
            .map(TreeTable::new)
            .toArray(TreeTable[]::new);
    keys = new long[weights.length];
    indexMask = Math.max(1, Long.highestOneBit(weights.length) * 2) - 1;
  }

  /** Number of problems, those of means first. */
  int width() {
    return tables.length;
  }

  /** Number of problems of means. */
  int means() {
    return means;
  }

  /** The table of a problem. */
  TreeTable table(int index) {
    return tables[index];
  }

  /** Whether the means show that the risk is at least a value. */
  boolean meansReach(double[] totals, double value) {
    for (int i = 0; i < means; i++) {
      if (totals[i] >= value) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the values at the samples, which are at least these, have a risk of at least a value.
   */
  boolean samplesReach(double[] totals, double value) {
    return switch (measure.kind()) {
      case MEAN -> mean(totals) >= value;
      case QUANTILE -> quantileReaches(totals, value);
      case CVAR -> tailMean(totals) >= value;
    };
  }

  private double mean(double[] totals) {
    double sum = 0;
    for (int s = 0; s < weights.length; s++) {
      sum += weights[s] * totals[means + s];
    }
    return sum;
  }

  private boolean quantileReaches(double[] totals, double value) {
    double below = 0;
    for (int s = 0; s < weights.length; s++) {
      below += totals[means + s] < value ? weights[s] : 0;
    }
    return !measure.reaches(below);
  }

  /** Exact but for the order of values that differ by less than 2^-52 times the samples. */
  private double tailMean(double[] totals) {
    for (int s = 0; s < keys.length; s++) {
      if (totals[means + s] == Double.POSITIVE_INFINITY) {
        return Double.POSITIVE_INFINITY;
      }
      keys[s] = Double.doubleToLongBits(totals[means + s]) & ~indexMask | s;
    }
    Arrays.sort(keys);
    double tail = 1 - measure.level();
    double left = 1;
    double sum = 0;
    for (int k = keys.length - 1; k >= 0 && left > 0; k--) {
      int s = (int) (keys[k] & indexMask);
      double part = k == 0 ? left : Math.min(left, weights[s] / tail);
      sum += part * totals[means + s];
      left -= part;
    }
    return sum;
  }
}
