package dev.espalier.cli.command.watch;

import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;

/**
 * A planner that can be stopped and shows its progress, whatever the options of later searches.
 *
 * @param planner the planner
 * @param options how it plans
 */
record FirstPlanner(Planner planner, SearchOptions options) implements Planner {
  @Override
  public String name() {
    return planner.name();
  }

  @Override
  public PlanningResult plan(PlanningProblem problem, SearchOptions given) {
    return planner.plan(problem, options.withStartFrom(given.startFrom()));
  }
}
