package dev.espalier.search.online;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchEvents;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.SearchRecord;
import dev.espalier.search.StopSignal;
import dev.espalier.search.exact.ExactSearch;
import dev.espalier.search.local.Trial;
import dev.espalier.search.price.DevicePrices;
import java.util.List;
import java.util.Optional;

/**
 * A search that starts from plans and prices of a similar problem. Its effort is counted, not
 * timed: equal inputs give equal plans. Immutable and thread-safe.
 */
final class WarmSearch {
  private static final String NAME = "replanner";

  /** Products of layers and devices up to which the search may run to its end at once. */
  private static final int SMALL = 1 << 12;

  /** Partial plans of a small problem: up to some 10 ms. */
  private static final long SMALL_LABELS = 1 << 17;

  /** Steps of rounds of prices of a large problem: some 20 ms, two rounds of 1,000 x 64. */
  private static final long STEPS = 8_000_000;

  /** Labels that the pass of a large problem keeps for a boundary, and those of it in all. */
  private static final int WIDTH = 16;

  private static final long LABELS = 1 << 15;

  private WarmSearch() {}

  /**
   * What a search found.
   *
   * @param best the best plan; empty if none was found
   * @param lowerBound no feasible plan has a smaller value
   * @param isComplete whether the best plan is proven to be the optimum, or that there is none
   * @param prices prices to start the next search from
   */
  record Found(Optional<Plan> best, double lowerBound, boolean isComplete, DevicePrices prices) {

    /** What a planner's result says, with prices of another search. */
    static Found of(PlanningResult result, DevicePrices prices) {
      if (result instanceof PlanningResult.Planned planned) {
        return new Found(
            Optional.of(planned.plan()), planned.lowerBound(), planned.optimal(), prices);
      }
      return new Found(Optional.empty(), 0, result instanceof PlanningResult.Infeasible, prices);
    }
  }

  /** Whether the search of a problem may run to its end at once. */
  static boolean isSmall(CostTables costs) {
    return (long) costs.length() * costs.deviceCount() <= SMALL;
  }

  /**
   * Searches.
   *
   * @param costs the tables of the problem
   * @param starts plans to start from, those of them that work now
   * @param prices prices to start from
   */
  static Found search(
      PlanningProblem problem,
      CostTables costs,
      List<List<Slice>> starts,
      DevicePrices prices,
      SearchOptions options) {
    StopSignal stop = StopSignal.start(options);
    SearchEvents events = new SearchEvents(NAME, problem, options);
    ExactSearch exact = new ExactSearch(problem, costs, events, options.gap(), stop::requested);
    for (List<Slice> start : starts) {
      Trial trial = Trial.of(problem, start, costs);
      exact.offer(trial, costs.feasibleValue(trial.starts, trial.devices, trial.count));
    }
    exact.startFrom(prices);
    if (isSmall(costs)) {
      exact.ascend(SMALL_LABELS);
      exact.prove(SMALL_LABELS);
    } else {
      exact.refresh(STEPS, WIDTH, LABELS);
    }
    Optional<Plan> plan = exact.slices().map(slices -> PlanEvaluator.evaluate(problem, slices));
    SearchRecord record = new SearchRecord(NAME, options.seed(), exact.labels(), 0, 0, false);
    return plan.map(
            best ->
                Found.of(
                    PlanningResult.Planned.of(best, exact.lowerBound(), exact.isComplete(), record),
                    exact.prices()))
        .orElseGet(() -> new Found(Optional.empty(), 0, exact.isComplete(), exact.prices()));
  }
}
