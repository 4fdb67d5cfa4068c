package dev.espalier.search.na2023;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
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
import dev.espalier.search.StopSignal;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The genetic algorithms that Na, Zhang, Lian, Zhang publish and measure, as yardsticks: Genetic
 * Algorithm-Based Online-Partitioning BranchyNet for Accelerating Edge Inference, Sensors 23(3)
 * 1500, 2023. {@link TwoLayerHeredity} and {@link BasicHeredity} say what their chromosomes are and
 * how ours may differ; {@link Evolution} is the loop of both.
 *
 * <p>Method: chromosomes evolve; parents are drawn by roulette, cross over and mutate, and their
 * children replace them. The fitness is 10^5 / latency, or 10^-6 where a limit is broken. The best
 * plan ever seen is the answer.
 *
 * <p>Guarantee: none; its plan meets every limit, its lower bound is that of the relaxed problem,
 * and where it sees no feasible plan it leaves the problem undecided. Reproducible: equal problems,
 * parameters and seeds give equal plans, as long as neither time nor cancellation ends the search;
 * it works on one thread, however many are allowed. Thread-safe.
 */
public final class Na2023Planner implements Planner {
  private final String name;
  private final Function<PlanningProblem, Na2023Options> parameters;
  private final Maker maker;

  /** Creates the heredity of a search; every random choice comes from the one stream. */
  @FunctionalInterface
  private interface Maker {
    Heredity<?> heredity(Pricing pricing, Na2023Options parameters, RandomGenerator random);
  }

  private Na2023Planner(
      String name, Function<PlanningProblem, Na2023Options> parameters, Maker maker) {
    this.name = name;
    this.parameters = parameters;
    this.maker = maker;
  }

  /** Algorithm 1, with the parameters for the size of each problem: {@link TwoLayerHeredity}. */
  public static Planner twoLayer() {
    return twoLayer(Na2023Options::twoLayer);
  }

  /** Algorithm 1 with parameters of its own for every problem. */
  public static Planner twoLayer(Na2023Options parameters) {
    return twoLayer(any -> parameters);
  }

  private static Planner twoLayer(Function<PlanningProblem, Na2023Options> parameters) {
    return new Na2023Planner("two-layer", parameters, TwoLayerHeredity::new);
  }

  /** The baseline, with the parameters for the size of each problem: {@link BasicHeredity}. */
  public static Planner basic() {
    return basic(Na2023Options::basic);
  }

  /** The baseline with parameters of its own for every problem. */
  public static Planner basic(Na2023Options parameters) {
    return basic(any -> parameters);
  }

  private static Planner basic(Function<PlanningProblem, Na2023Options> parameters) {
    return new Na2023Planner(
        "basic-ga", parameters, (pricing, any, random) -> new BasicHeredity(pricing, random));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<PlannerTrait> traits() {
    return Set.of(PlannerTrait.STOCHASTIC);
  }

  @Override
  public PlanningResult plan(PlanningProblem problem, SearchOptions options) {
    return OwnPeriod.plan(problem, options, this::search);
  }

  private PlanningResult search(PlanningProblem problem, SearchOptions options) {
    StopSignal stop = StopSignal.start(options);
    CostTables costs = new CostTables(problem);
    Pricing pricing = new Pricing(costs, stop);
    Na2023Options sizes = parameters.apply(problem);
    RandomGenerator random = new SplittableRandom(options.seed());
    int generations =
        new Evolution<>(sizes, maker.heredity(pricing, sizes, random), pricing, random)
            .run(new SearchEvents(name, problem, options));
    SearchRecord search =
        new SearchRecord(
            name,
            options.seed(),
            pricing.evaluations(),
            generations,
            stop.elapsedMs(),
            pricing.stopped());
    Plan plan = PlanEvaluator.evaluate(problem, pricing.bestSlices(problem));
    return Double.isFinite(pricing.best())
        ? PlanningResult.Planned.bounded(plan, costs, search)
        : new PlanningResult.Undecided(PlanValidator.violations(plan), search);
  }
}
