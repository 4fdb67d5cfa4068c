package dev.espalier.study.batch;

import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.change.World;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.study.PlanRun;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A scenario of a batch.
 *
 * @param id name that its author gives it, if any
 * @param world the network on the devices that are there
 * @param planner what plans it
 * @param options seed, gap and time limit of the search
 */
public record Scenario(Optional<String> id, World world, Planner planner, SearchOptions options) {

  /**
   * Plans it, in this thread unless the options have more.
   *
   * @param cancelled whether the whole batch is to stop; the outcome is then none of the scenario
   */
  public Outcome plan(BooleanSupplier cancelled) {
    Optional<PlanningProblem> problem = world.problem();
    if (problem.isEmpty()) {
      return new Outcome.Obstructed(id, world.obstacle().orElseThrow());
    }
    return new Outcome.Searched(
        id,
        PlanningResult.best(
            PlanRun.search(planner, problem.get(), options.withCancellation(cancelled))));
  }
}
