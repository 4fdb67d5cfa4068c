package com.example;

import dev.espalier.cost.table.CostTables;
import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.device.Device;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.Planner;
import dev.espalier.search.PlannerProvider;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchEvents;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.SearchRecord;
import dev.espalier.search.StartPlans;
import dev.espalier.search.StopSignal;
import dev.espalier.search.TwoDeviceOptions;
import java.util.List;

/** A solver of our own: the best plan of at most one cut, unless the running plan is better. */
public final class SingleCutPlanner implements Planner, PlannerProvider {
  @Override
  public List<Planner> planners(TwoDeviceOptions options) {
    return List.of(this);
  }

  @Override
  public String name() {
    return "single-cut";
  }

  @Override
  public PlanningResult plan(PlanningProblem problem, SearchOptions options) {
    StopSignal stop = StopSignal.start(options);
    SearchEvents events = new SearchEvents(name(), problem, options);
    Plan best = StartPlans.of(problem, options).stream().findFirst().orElse(null);
    int end = problem.linearization().length();
    long priced = 0;
    for (Device first : problem.devices()) {
      for (Device second : problem.devices()) {
        for (int cut = 1; cut <= end && !stop.requested(); cut++) {
          Slice front = new Slice(first.name(), 0, cut);
          List<Slice> slices =
              cut == end ? List.of(front) : List.of(front, new Slice(second.name(), cut, end));
          if (cut < end && first.equals(second)) {
            continue;
          }
          Plan plan = PlanEvaluator.evaluate(problem, slices);
          priced++;
          boolean isBetter = best == null || plan.value() < best.value();
          if (isBetter && PlanValidator.violations(plan).isEmpty()) {
            best = plan;
            events.incumbent(plan::slices, plan.value(), 0);
          }
        }
      }
    }
    SearchRecord record =
        new SearchRecord(name(), options.seed(), priced, 0, stop.elapsedMs(), stop.requested());
    return best == null
        ? new PlanningResult.Undecided(List.of(), record)
        : PlanningResult.Planned.bounded(best, new CostTables(problem), record);
  }
}
