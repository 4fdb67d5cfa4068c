package dev.espalier.search.risk;

import dev.espalier.cost.table.AdditiveCompletion;
import dev.espalier.cost.table.CompletionBound;
import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.PlanningProblem;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Bounds of the risk of all plans that complete a partial one, from bounds of their values on some
 * problems with the same devices and network. Immutable and thread-safe.
 */
abstract class TreeBounds {
  private final CostTables[] tables;
  private final AdditiveCompletion[] completions;

  private TreeBounds(List<PlanningProblem> problems) {
    tables = problems.stream().map(CostTables::new).toArray(CostTables[]::new);
    completions =
        Arrays.stream(tables)
            .map(costs -> (AdditiveCompletion) CompletionBound.of(costs, costs.model()))
            .toArray(AdditiveCompletion[]::new);
  }

  /**
   * Bounds of a measure that is at least the mean under each of some weights: no plan has a smaller
   * risk than its value on the problem of these means.
   */
  static TreeBounds ofMeans(List<PlanningProblem> means) {
    return new TreeBounds(means) {
      @Override
      boolean reaches(double[] totals, double value) {
        for (double total : totals) {
          if (total >= value) {
            return true;
          }
        }
        return false;
      }
    };
  }

  /**
   * Bounds of a quantile: it is at least that of the bounds at all samples, which reaches a value
   * unless enough samples may stay below.
   */
  static TreeBounds ofSamples(SampledProblem problem, RiskMeasure quantile) {
    double[] weights = problem.weights();
    return new TreeBounds(IntStream.range(0, problem.count()).mapToObj(problem::at).toList()) {
      @Override
      boolean reaches(double[] totals, double value) {
        double below = 0;
        for (int s = 0; s < totals.length; s++) {
          below += totals[s] < value ? weights[s] : 0;
        }
        return !quantile.reaches(below);
      }
    };
  }

  /** Whether the risk reaches a value if the values on the problems are at least these totals. */
  abstract boolean reaches(double[] totals, double value);

  /** Number of problems. */
  int width() {
    return tables.length;
  }

  /** The tables of a problem. */
  CostTables tables(int index) {
    return tables[index];
  }

  /** Minimum cost on a problem from a position on, which is run by the last device used. */
  double rest(int index, int used, int device, int position) {
    return completions[index].rest(used, device, position);
  }
}
