package dev.espalier.search.genetic;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
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
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/**
 * The genetic algorithm on plans. Plans cross over and mutate, and each child is improved by local
 * moves. After Na, Zhang, Lian, Zhang, Sensors 23(3) 1500, 2023.
 *
 * <p>Ours differs in that partition and deployment are inherited together, in that the deployment
 * of a random partition is an assignment problem and not a random population, in that every
 * individual is improved by local moves and hands down what it was improved to, and in that the
 * result carries a certificate: {@link ExactSearch} tries to prove the plan optimal within a
 * budget, and where it finds a better plan instead, that one is returned.
 *
 * <p>Guarantee: the lower bound always holds, and the plan is optimal where the result says so.
 * Complexity: a generation costs a few rounds of moves for each of P children, O(K^2 N + K L) each
 * for K slices, where costs add up and nothing is limited. Reproducible: equal problems, parameters
 * and seeds give equal plans on any number of threads, as long as neither time nor cancellation
 * ends the search. Thread-safe.
 */
public final class GeneticPlanner implements Planner {
  /** The name used in files and on the command line. */
  public static final String NAME = "genetic";

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
    events.phase(SearchListener.Phase.SEARCHING);
    PlanEvolution evolution = evolve(problem, costs, options, events, stop);
    events.phase(SearchListener.Phase.PROVING);
    return certified(problem, costs, evolution, options, stop);
  }

  private PlanEvolution evolve(
      PlanningProblem problem,
      CostTables costs,
      SearchOptions options,
      SearchEvents events,
      StopSignal stop) {
    if (options.threads() == 1) {
      return evolve(problem, costs, options, events, stop, Runnable::run);
    }
    ExecutorService pool = Workers.pool(options.threads());
    try {
      return evolve(problem, costs, options, events, stop, pool);
    } finally {
      pool.shutdown();
    }
  }

  private PlanEvolution evolve(
      PlanningProblem problem,
      CostTables costs,
      SearchOptions options,
      SearchEvents events,
      StopSignal stop,
      Executor executor) {
    Set<IntBuffer> optima = ConcurrentHashMap.newKeySet();
    PlanEvolution evolution =
        new PlanEvolution(
            costs,
            options(costs),
            trial -> new LocalMoves(costs, stop, optima).improve(trial),
            stop,
            executor);
    RandomGenerator random = new SplittableRandom(options.seed());
    List<Trial> first = new ArrayList<>();
    for (Plan plan : StartPlans.of(problem, options)) {
      first.add(Trial.of(plan, costs));
    }
    new FirstPlans(costs).fill(first, options(costs).populationSize(), random);
    evolution.run(first, random, () -> report(problem, costs, evolution, events));
    return evolution;
  }

  private static void report(
      PlanningProblem problem, CostTables costs, PlanEvolution evolution, SearchEvents events) {
    Trial best = evolution.best().trial();
    double value = costs.feasibleValue(best.starts, best.devices, best.count);
    events.incumbent(() -> slices(problem, best), value, 0);
    events.progress(evolution.evaluations(), 0, value);
  }

  private static List<Slice> slices(PlanningProblem problem, Trial trial) {
    return CostTables.slices(problem, trial.starts, trial.devices, trial.count);
  }

  private PlanningResult certified(
      PlanningProblem problem,
      CostTables costs,
      PlanEvolution evolution,
      SearchOptions options,
      StopSignal stop) {
    Trial best = evolution.best().trial();
    List<Slice> slices = slices(problem, best);
    double known = costs.feasibleValue(best.starts, best.devices, best.count);
    ExactSearch.Outcome certificate =
        ExactSearch.certify(problem, costs, known, options(costs).certificateBudget(), stop);
    SearchRecord search =
        new SearchRecord(
            NAME,
            options.seed(),
            evolution.evaluations() + certificate.labels(),
            evolution.generations(),
            stop.elapsedMs(),
            !certificate.complete() && stop.requested());
    if (Double.isFinite(known) || certificate.slices().isPresent()) {
      Plan plan = PlanEvaluator.evaluate(problem, certificate.slices().orElse(slices));
      return PlanningResult.Planned.of(
          plan, certificate.lowerBound(), certificate.complete(), search);
    }
    return certificate.complete()
        ? Infeasibility.explain(problem, options, search)
        : new PlanningResult.Undecided(
            PlanValidator.violations(PlanEvaluator.evaluate(problem, slices)), search);
  }
}
