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
import dev.espalier.search.SearchListener;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.SearchRecord;
import dev.espalier.search.StartPlans;
import dev.espalier.search.StopSignal;
import dev.espalier.search.local.Trial;
import java.util.List;
import java.util.Set;

/**
 * The exact solver: prices on devices bound every plan from below, and a dynamic program over
 * (boundary, set of used devices, device) that the prices prune finds the optimum. It honors
 * limits, pins, source, sink and the number of slices.
 *
 * <p>Guarantee: the plan is optimal where the result says so; otherwise its lower bound holds.
 * Complexity: a round of prices takes O(L (C + M^2)) for C kinds of devices and M kinds of links;
 * the program has O(L 2^N N) states where no limit binds, of which prices leave few; memory is
 * guarded by a cap on the labels kept for a boundary. Reproducible: it makes no random choice and
 * has one thread. Thread-safe.
 *
 * <p>Sources: Held and Karp, The traveling-salesman problem and minimum spanning trees: part II,
 * Mathematical Programming 1, 1971, and Fisher, The Lagrangian relaxation method for solving
 * integer programming problems, Management Science 27(1), 1981 (prices and how to move them);
 * Beasley and Christofides, An algorithm for the resource constrained shortest path problem,
 * Networks 19, 1989 (labels pruned by such a bound).
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
    SearchEvents events = new SearchEvents(NAME, problem, options);
    events.phase(SearchListener.Phase.SEARCHING);
    CostTables costs = new CostTables(problem);
    ExactSearch exact = new ExactSearch(problem, costs, events, options.gap(), stop::requested);
    for (Plan plan : StartPlans.of(problem, options)) {
      exact.offer(Trial.of(plan, costs), plan.value());
    }
    exact.ascend(Long.MAX_VALUE);
    exact.prove(Long.MAX_VALUE);
    SearchRecord search =
        new SearchRecord(
            NAME,
            options.seed(),
            exact.labels(),
            0,
            stop.elapsedMs(),
            !exact.isClosed() && stop.requested());
    if (exact.slices().isEmpty()) {
      return exact.isComplete()
          ? Infeasibility.explain(problem, options, search)
          : new PlanningResult.Undecided(List.of(), search);
    }
    Plan plan = PlanEvaluator.evaluate(problem, exact.slices().get());
    return PlanningResult.Planned.of(plan, exact.lowerBound(), exact.isComplete(), search);
  }
}
