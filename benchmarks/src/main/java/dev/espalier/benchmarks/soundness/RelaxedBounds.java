package dev.espalier.benchmarks.soundness;

import dev.espalier.cost.table.AdditiveCosts;
import dev.espalier.cost.table.CompletionBound;
import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.price.PeriodSearch;
import dev.espalier.search.price.PriceSearch;
import java.util.List;

/**
 * Checks the bounds of relaxed problems by a plan.
 *
 * @param problem the problem
 * @param best value of a feasible plan; infinite if none is known
 */
record RelaxedBounds(PlanningProblem problem, double best) {
  private static final double ROUNDING = 1e-9;
  private static final int ROUNDS = 150;

  /** Adds what contradicts the plan. */
  void check(List<String> found) {
    CostTables costs = new CostTables(problem);
    check("the completion bound", CompletionBound.of(costs).lowerBound(), best, found);
    if (costs.model() instanceof AdditiveCosts) {
      check("the priced bound", priced(costs), best, found);
    } else if (Double.isFinite(best) && excludes(best)) {
      found.add(
          "prices exclude the period %s or a longer one, but there is a plan of it"
              .formatted(best));
    }
  }

  private double priced(CostTables costs) {
    // Prices of a problem without plans would rise for ever.
    double ceiling = costs.model().ceiling();
    PriceSearch prices = new PriceSearch(costs, () -> false);
    prices.round(best);
    for (int i = 1; i < ROUNDS && !prices.isFinished() && prices.bound() <= ceiling; i++) {
      prices.round(best);
    }
    return prices.bound();
  }

  private boolean excludes(double period) {
    // Searches price idle power at a given period: the plan is feasible at its own.
    PlanningProblem timed =
        problem.isPeriodOfThePlan() ? problem.withIdlePeriodMs(period) : problem;
    CostTables costs = new CostTables(timed);
    for (double factor : new double[] {1 + ROUNDING, 1.5, 3}) {
      if (new PeriodSearch(costs, () -> false).excludes(factor * period)) {
        return true;
      }
    }
    // Prices of another period must do no harm.
    PeriodSearch warm = new PeriodSearch(costs, () -> false);
    warm.excludes(period / 2);
    return warm.excludes(period * (1 + ROUNDING));
  }

  /** Adds that a bound is above the value of a feasible plan. */
  static void check(String what, double bound, double best, List<String> found) {
    if (Double.isFinite(best) && !(bound <= best * (1 + ROUNDING))) {
      found.add("%s is %s, but there is a plan of value %s".formatted(what, bound, best));
    }
  }
}
