package dev.espalier.search;

import dev.espalier.cost.CompletionBound;
import dev.espalier.cost.CostTables;
import dev.espalier.internal.Rounding;
import dev.espalier.plan.Plan;
import dev.espalier.plan.Violation;
import java.util.Comparator;
import java.util.List;

/** How a search ended. */
public sealed interface PlanningResult {

  /** The planner, seed and effort behind the result. */
  SearchRecord search();

  /** The plan of least latency; the first of several, the first result of all without a plan. */
  static PlanningResult best(List<PlanningResult> results) {
    return results.stream()
        .filter(Planned.class::isInstance)
        .min(Comparator.comparingDouble(result -> ((Planned) result).plan().latencyMs()))
        .orElseGet(() -> results.get(0));
  }

  /**
   * A plan that keeps every limit.
   *
   * @param plan the best plan found
   * @param lowerBoundMs no feasible plan has a smaller latency, ms
   * @param optimal whether the plan is proven to be the best one
   * @param search how it was found
   */
  record Planned(Plan plan, double lowerBoundMs, boolean optimal, SearchRecord search)
      implements PlanningResult {
    /** A plan with the bound that a search proved; an optimal plan bounds itself. */
    public static Planned of(Plan plan, double lowerBoundMs, boolean optimal, SearchRecord search) {
      // The search sums in another order than the plan's evaluation: the bound must not exceed it.
      double bound = optimal ? plan.latencyMs() : Math.min(lowerBoundMs, plan.latencyMs());
      return new Planned(plan, bound, optimal, search);
    }

    /** A plan of a method that proves nothing by itself, with the bound of the relaxed problem. */
    public static Planned bounded(Plan plan, CostTables costs, SearchRecord search) {
      double boundMs = new CompletionBound(costs).lowerBoundMs();
      return of(plan, boundMs, Rounding.isAtMost(plan.latencyMs(), boundMs), search);
    }

    /** {@code (latency - lower bound) / lower bound}; 0 for two zeros, infinite for one. */
    public double gap() {
      double excess = plan.latencyMs() - lowerBoundMs;
      return excess == 0 ? 0 : excess / lowerBoundMs;
    }

    /** The source paper's fitness of the plan: 10^5 / latency. */
    public double fitness() {
      return Fitness.of(plan.latencyMs());
    }
  }

  /**
   * No plan keeps every limit; this is proven.
   *
   * @param violations what is missing: at most one limit of a device each
   * @param eachIsEnough whether making good any single one of them would allow a plan; otherwise
   *     all of them together are what the nearest plan breaks
   * @param search how it was found out
   */
  record Infeasible(List<Violation> violations, boolean eachIsEnough, SearchRecord search)
      implements PlanningResult {}

  /**
   * The search ended with neither a plan nor a proof that there is none: it was stopped, or its
   * method looks at some plans only and each of them breaks a limit.
   *
   * @param violations what the best plan seen breaks; empty if none was seen
   * @param search how far it came
   */
  record Undecided(List<Violation> violations, SearchRecord search) implements PlanningResult {}
}
