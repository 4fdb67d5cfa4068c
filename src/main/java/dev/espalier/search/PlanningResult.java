package dev.espalier.search;

import dev.espalier.cost.PlanValidator;
import dev.espalier.cost.table.CompletionBound;
import dev.espalier.cost.table.CostTables;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Rounding;
import dev.espalier.plan.Plan;
import dev.espalier.plan.Violation;
import java.util.Comparator;
import java.util.List;

/** The result of a search. */
public sealed interface PlanningResult {

  /** The planner, seed and effort behind the result. */
  SearchRecord search();

  /** This result with another record of its search. */
  PlanningResult withSearch(SearchRecord record);

  /** The plan of the smallest value; the first of several, the first result of all without one. */
  static PlanningResult best(List<PlanningResult> results) {
    return results.stream()
        .filter(Planned.class::isInstance)
        .min(Comparator.comparingDouble(result -> ((Planned) result).plan().value()))
        .orElseGet(() -> results.get(0));
  }

  /**
   * A plan that meets every limit.
   *
   * @param plan the best plan found
   * @param lowerBound no feasible plan has a smaller value, in the objective's unit
   * @param optimal whether the plan is proven to be the best one
   * @param search record of the search
   */
  record Planned(Plan plan, double lowerBound, boolean optimal, SearchRecord search)
      implements PlanningResult {
    /**
     * @throws IllegalArgumentException if the bound is not from 0 to the plan's value, an optimal
     *     plan has another bound, or the plan breaks a limit
     */
    public Planned {
      if (!(lowerBound >= 0 && lowerBound <= plan.value())) {
        throw new InvalidFieldException(
            "lowerBound",
            "lower bound must be from 0 to the plan's value, %s, but is %s"
                .formatted(plan.value(), lowerBound));
      }
      if (optimal && lowerBound != plan.value()) {
        throw new InvalidFieldException(
            "optimal",
            "an optimal plan must bound itself, but its value is %s and the lower bound %s"
                .formatted(plan.value(), lowerBound));
      }
      PlanValidator.violations(plan).stream()
          .findFirst()
          .ifPresent(
              broken -> {
                throw new InvalidFieldException("plan", broken.message());
              });
    }

    /** A plan with the bound that a search proved; an optimal plan bounds itself. */
    public static Planned of(Plan plan, double lowerBound, boolean optimal, SearchRecord search) {
      // The search sums in another order than the plan's evaluation: the bound must not exceed it.
      double bound = optimal ? plan.value() : Math.min(lowerBound, plan.value());
      return new Planned(plan, bound, optimal, search);
    }

    /** A plan of a method that proves nothing by itself, with the bound of the relaxed problem. */
    public static Planned bounded(Plan plan, CostTables costs, SearchRecord search) {
      double bound = CompletionBound.of(costs).lowerBound();
      return of(plan, bound, Rounding.isAtMost(plan.value(), bound), search);
    }

    @Override
    public Planned withSearch(SearchRecord record) {
      return new Planned(plan, lowerBound, optimal, record);
    }

    /** {@code (value - lower bound) / lower bound}; 0 for two zeros, infinite for one. */
    public double gap() {
      double excess = plan.value() - lowerBound;
      return excess == 0 ? 0 : excess / lowerBound;
    }

    /** The source paper's fitness of the plan: 10^5 / latency. */
    public double fitness() {
      return Fitness.of(plan.value());
    }
  }

  /**
   * No plan meets every limit; this is proven.
   *
   * @param violations limits exceeded, at most one for each device
   * @param eachIsEnough whether relaxing any one of these limits would make a plan feasible;
   *     otherwise all of them together are what the nearest plan breaks
   * @param partial whether the time limit was reached before every limit was checked: there may be
   *     more
   * @param search record of the search
   */
  record Infeasible(
      List<Violation> violations, boolean eachIsEnough, boolean partial, SearchRecord search)
      implements PlanningResult {
    @Override
    public Infeasible withSearch(SearchRecord record) {
      return new Infeasible(violations, eachIsEnough, partial, record);
    }
  }

  /**
   * The search ended with neither a plan nor a proof that there is none: it was stopped, or its
   * method considers only some plans and each of them breaks a limit.
   *
   * @param violations violations of the best plan seen; empty if none was seen
   * @param search record of the search
   */
  record Undecided(List<Violation> violations, SearchRecord search) implements PlanningResult {
    @Override
    public Undecided withSearch(SearchRecord record) {
      return new Undecided(violations, record);
    }
  }
}
