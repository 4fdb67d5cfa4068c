package dev.espalier.benchmarks.quality;

import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlannerTrait;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A planner that ends by itself, run again with other seeds until the time is over: the published
 * algorithms would otherwise use a part of it only.
 *
 * @param planner the planner
 */
record Restarts(Planner planner) implements Planner {
  private static final long SEED_STEP = 0x9E3779B97F4A7C15L;

  @Override
  public String name() {
    return planner.name();
  }

  @Override
  public Set<PlannerTrait> traits() {
    return planner.traits();
  }

  /** Without a time limit, a single run. */
  @Override
  public PlanningResult plan(PlanningProblem problem, SearchOptions options) {
    StopSignal stop = StopSignal.start(options);
    PlanningResult best = planner.plan(problem, options);
    long seed = options.seed();
    while (options.timeLimit().isPresent() && !stop.requested()) {
      seed += SEED_STEP;
      double restMs = options.timeLimit().get().toNanos() / 1e6 - stop.elapsedMs();
      Duration rest = Duration.ofNanos(Math.max(1, (long) (restMs * 1e6)));
      PlanningResult next = planner.plan(problem, options.withSeed(seed).withTimeLimit(rest));
      best = PlanningResult.best(List.of(best, next));
    }
    return best;
  }
}
