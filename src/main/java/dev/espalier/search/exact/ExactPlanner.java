package dev.espalier.search.exact;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.OwnPeriod;
import dev.espalier.search.Planner;
import dev.espalier.search.PlannerTrait;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchEvents;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.SearchRecord;
import dev.espalier.search.StartPlans;
import dev.espalier.search.StopSignal;
import java.util.List;
import java.util.Set;

/**
 * The exact solver: a dynamic program over (position, set of used devices, last device) that honors
 * limits, pins, source, sink and the number of slices.
 *
 * <p>Guarantee: the plan is optimal where the result says so; otherwise its lower bound holds.
 * Complexity: O(L 2^N N^2) where no limit binds, less by bounding; memory is guarded by a cap on
 * the labels kept for a position. Reproducible: it makes no random choice and has one thread.
 * Thread-safe.
 */
public final class ExactPlanner implements Planner {
  private static final String NAME = "exact";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<PlannerTrait> traits() {
    return Set.of(PlannerTrait.PROVES_OPTIMALITY);
  }

  @Override
  public PlanningResult plan(PlanningProblem problem, SearchOptions options) {
    return OwnPeriod.plan(problem, options, ExactPlanner::search);
  }

  private static PlanningResult search(PlanningProblem problem, SearchOptions options) {
    StopSignal stop = StopSignal.start(options);
    List<Plan> known = StartPlans.of(problem, options);
    SearchEvents events = new SearchEvents(NAME, problem, options);
    ExactSearch.Outcome outcome =
        ExactSearch.solve(
            problem,
            new CostTables(problem),
            known.isEmpty() ? Double.POSITIVE_INFINITY : known.get(0).value(),
            events,
            stop);
    SearchRecord search =
        new SearchRecord(
            NAME,
            options.seed(),
            outcome.labels(),
            0,
            stop.elapsedMs(),
            !outcome.complete() && stop.requested());
    if (outcome.slices().isEmpty() && known.isEmpty()) {
      return outcome.complete()
          ? Infeasibility.explain(problem, options, search)
          : new PlanningResult.Undecided(List.of(), search);
    }
    Plan plan =
        outcome
            .slices()
            .map(slices -> PlanEvaluator.evaluate(problem, slices))
            .orElseGet(() -> known.get(0));
    return PlanningResult.Planned.of(plan, outcome.lowerBound(), outcome.complete(), search);
  }
}
