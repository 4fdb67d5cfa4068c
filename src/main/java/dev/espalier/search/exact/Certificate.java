package dev.espalier.search.exact;

import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.SearchEvents;
import dev.espalier.search.StopSignal;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of a search for a plan that is better than a known one.
 *
 * @param slices the best plan; empty if none is better than the one known before
 * @param lowerBound no feasible plan has a smaller value
 * @param complete whether all plans were considered or excluded
 * @param labels partial plans that were priced
 */
public record Certificate(
    Optional<List<Slice>> slices, double lowerBound, boolean complete, long labels) {

  /**
   * Tries to prove that a known value is optimal, or to find a better plan, within a budget.
   *
   * @param known value of a known plan, infinite if none is known
   * @param labelBudget maximum number of partial plans to price
   */
  public static Certificate of(
      PlanningProblem problem, CostTables costs, double known, long labelBudget, StopSignal stop) {
    ExactSearch search =
        new ExactSearch(problem, costs, SearchEvents.none(problem), 0, stop::requested);
    search.searchBelow(known);
    search.ascend(labelBudget);
    search.prove(labelBudget);
    return new Certificate(
        search.slices(), search.lowerBound(), search.isComplete(), search.labels());
  }
}
