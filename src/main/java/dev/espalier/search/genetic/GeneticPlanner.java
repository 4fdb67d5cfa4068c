package dev.espalier.search.genetic;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Violation;
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
import dev.espalier.search.Workers;
import dev.espalier.search.exact.ExactSearch;
import dev.espalier.search.exact.Infeasibility;
import dev.espalier.search.local.LocalMoves;
import dev.espalier.search.local.Trial;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/**
 * The genetic algorithm on plans, with prices. {@link ExactSearch} comes first: prices on devices
 * give a bound and plans, and where passes of its dynamic program close the gap within a budget,
 * nothing is left to evolve. Otherwise its plans and random ones cross over and mutate, and each
 * child is improved by local moves. After Na, Zhang, Lian, Zhang, Sensors 23(3) 1500, 2023.
 *
 * <p>Ours differs in that partition and deployment are inherited together, in that the deployment
 * of a random partition is an assignment problem and not a random population, in that every
 * individual is improved by local moves and hands down what it was improved to, in that a mutation
 * searches a few slices anew at the present prices, and in that the result carries a certificate.
 *
 * <p>Guarantee: the lower bound always holds, and the plan is optimal where the result says so.
 * Complexity: that of {@link dev.espalier.search.exact.ExactPlanner} within the budget; then a
 * generation costs a few rounds of moves for each of P children, O(K^2 N + K L) each for K slices,
 * where costs add up and nothing is limited. Reproducible: equal problems, parameters and seeds
 * give equal plans on any number of threads, as long as neither time nor cancellation ends the
 * search. Thread-safe.
 */
public final class GeneticPlanner implements Planner {
  /** The name used in files and on the command line. */
  public static final String NAME = "genetic";

  /**
   * Labels priced before the evolution where the objective is a bottleneck, as bounds are weaker
   * there; where costs add up, nothing finds better plans than they do.
   */
  private static final long FIRST_LABELS = 1 << 18;

  private final IntFunction<GeneticOptions> parameters;

  /** A planner with the default parameters for the number of slices of each problem. */
  public GeneticPlanner() {
    parameters = GeneticOptions::defaults;
  }

  /** A planner with the same parameters for every problem. */
  public GeneticPlanner(GeneticOptions parameters) {
    this.parameters = any -> parameters;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<PlannerTrait> traits() {
    return Set.of(PlannerTrait.STOCHASTIC, PlannerTrait.PROVES_OPTIMALITY);
  }

  @Override
  public PlanningResult plan(PlanningProblem problem, SearchOptions options) {
    return OwnPeriod.plan(problem, options, this::search);
  }

  private GeneticOptions options(CostTables costs) {
    return parameters.apply(costs.maxSlices());
  }

  private PlanningResult search(PlanningProblem problem, SearchOptions options) {
    StopSignal stop = StopSignal.start(options);
    SearchEvents events = new SearchEvents(NAME, problem, options);
    CostTables costs = new CostTables(problem);
    long budget = options(costs).certificateBudget();
    ExactSearch exact = new ExactSearch(problem, costs, events, options.gap(), stop::requested);
    for (Plan plan : StartPlans.of(problem, options)) {
      exact.offer(Trial.of(plan, costs), plan.value());
    }
    events.phase(SearchListener.Phase.SEARCHING);
    long first = costs.isSum() ? budget : Math.min(budget, FIRST_LABELS);
    exact.ascend(first);
    exact.prove(first);
    if (exact.isClosed() || stop.requested() && exact.slices().isPresent()) {
      return result(problem, options, exact, Optional.empty(), stop);
    }
    PlanEvolution evolution = evolve(problem, costs, exact, options, events, stop);
    Trial best = evolution.best().trial();
    exact.offer(best, costs.feasibleValue(best.starts, best.devices, best.count));
    events.phase(SearchListener.Phase.PROVING);
    exact.prove(budget);
    return result(problem, options, exact, Optional.of(evolution), stop);
  }

  private PlanEvolution evolve(
      PlanningProblem problem,
      CostTables costs,
      ExactSearch exact,
      SearchOptions options,
      SearchEvents events,
      StopSignal stop) {
    if (options.threads() == 1) {
      return evolve(costs, exact, options, events, stop, Runnable::run);
    }
    ExecutorService pool = Workers.pool(options.threads());
    try {
      return evolve(costs, exact, options, events, stop, pool);
    } finally {
      pool.shutdown();
    }
  }

  private PlanEvolution evolve(
      CostTables costs,
      ExactSearch exact,
      SearchOptions options,
      SearchEvents events,
      StopSignal stop,
      Executor executor) {
    Set<IntBuffer> optima = ConcurrentHashMap.newKeySet();
    PlanEvolution evolution =
        new PlanEvolution(
            costs,
            options(costs),
            // On pipelines that mutation does not pay: priced bounds say little about a bottleneck.
            costs.isSum() ? exact::anew : PlanMutation.WindowSearch.NONE,
            trial -> new LocalMoves(costs, stop, optima).improve(trial),
            stop,
            executor);
    RandomGenerator random = new SplittableRandom(options.seed());
    List<Trial> first = new ArrayList<>(exact.plans());
    // Once the search must stop, any plan is better than none.
    int size = stop.requested() ? 1 : options(costs).populationSize();
    new FirstPlans(costs).fill(first, size, random);
    evolution.run(first, random, () -> report(costs, evolution, exact, events));
    return evolution;
  }

  private static void report(
      CostTables costs, PlanEvolution evolution, ExactSearch exact, SearchEvents events) {
    Trial best = evolution.best().trial();
    double value = costs.feasibleValue(best.starts, best.devices, best.count);
    exact.offer(best, value);
    events.progress(evolution.evaluations(), 0, value);
  }

  private static PlanningResult result(
      PlanningProblem problem,
      SearchOptions options,
      ExactSearch exact,
      Optional<PlanEvolution> evolution,
      StopSignal stop) {
    SearchRecord search =
        new SearchRecord(
            NAME,
            options.seed(),
            exact.labels() + evolution.map(PlanEvolution::evaluations).orElse(0L),
            evolution.map(PlanEvolution::generations).orElse(0L),
            stop.elapsedMs(),
            !exact.isClosed() && stop.requested());
    if (exact.slices().isPresent()) {
      Plan plan = PlanEvaluator.evaluate(problem, exact.slices().get());
      return PlanningResult.Planned.of(plan, exact.lowerBound(), exact.isComplete(), search);
    }
    if (exact.isComplete()) {
      return Infeasibility.explain(problem, options, search);
    }
    List<Violation> violations =
        evolution
            .map(each -> each.best().trial())
            .map(trial -> CostTables.slices(problem, trial.starts, trial.devices, trial.count))
            .map(slices -> PlanValidator.violations(PlanEvaluator.evaluate(problem, slices)))
            .orElse(List.of());
    return new PlanningResult.Undecided(violations, search);
  }
}
