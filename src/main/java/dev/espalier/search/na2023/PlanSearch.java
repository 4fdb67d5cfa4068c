package dev.espalier.search.na2023;

import dev.espalier.cost.CostTables;
import dev.espalier.cost.PlanEvaluator;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanValidator;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.SearchRecord;
import dev.espalier.search.StopSignal;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** From a problem to a result: sets up an evolution, runs it and tells what it found. */
final class PlanSearch {
  private PlanSearch() {}

  /** Makes the heredity of a search; every random choice comes from the one stream. */
  @FunctionalInterface
  interface Maker<C> {
    Heredity<C> heredity(Pricing pricing, RandomGenerator random);
  }

  static <C> PlanningResult plan(
      String solver,
      PlanningProblem problem,
      SearchOptions options,
      Na2023Options parameters,
      Maker<C> maker) {
    StopSignal stop = StopSignal.start(options);
    CostTables costs = new CostTables(problem);
    Pricing pricing = new Pricing(costs, stop);
    RandomGenerator random = new SplittableRandom(options.seed());
    Heredity<C> heredity = maker.heredity(pricing, random);
    int generations =
        new Evolution<>(parameters, heredity, pricing, random).run(options.progress());
    SearchRecord search =
        new SearchRecord(
            solver,
            options.seed(),
            pricing.evaluations(),
            generations,
            stop.elapsedMs(),
            pricing.stopped());
    Plan plan = PlanEvaluator.evaluate(problem, pricing.best(problem));
    return Double.isFinite(pricing.bestMs())
        ? PlanningResult.Planned.bounded(plan, costs, search)
        : new PlanningResult.Undecided(PlanValidator.violations(plan), search);
  }
}
