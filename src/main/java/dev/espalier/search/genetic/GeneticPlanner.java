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
import io.jenetics.BitGene;
import io.jenetics.EliteSelector;
import io.jenetics.Genotype;
import io.jenetics.TournamentSelector;
import io.jenetics.UniformCrossover;
import io.jenetics.engine.Engine;
import io.jenetics.engine.EvolutionResult;
import io.jenetics.engine.Limits;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;

/**
 * The two-layer genetic algorithm: partitioning vectors evolve by crossover and mutation, and for
 * each of them a deployment is selected. After Na, Zhang, Lian, Zhang, Sensors 23(3) 1500, 2023.
 *
 * <p>Ours differs in that the deployment of a partition is an assignment problem and not a random
 * population, in that every individual is improved by local moves, in that vectors are repaired and
 * not rejected, and in that the result carries a certificate: {@link ExactSearch} tries to prove
 * the plan optimal within a budget, and where it finds a better plan instead, that one is returned.
 *
 * <p>Guarantee: the lower bound always holds, and the plan is optimal where the result says so.
 * Complexity: a generation costs O(P (N^3 + L N^2)) for P individuals and a few rounds of moves.
 * Reproducible: equal problems, parameters and seeds give equal plans on any number of threads, as
 * long as neither time nor cancellation ends the search. Thread-safe.
 */
public final class GeneticPlanner implements Planner {
  /** The name used in files and on the command line. */
  public static final String NAME = "genetic";

  /** Chance that a bit is exchanged between two partitioning vectors that cross over. */
  private static final double CROSSOVER_PROBABILITY = 0.5;

  private static final int TOURNAMENT_SIZE = 2;

  private final GeneticOptions parameters;

  /** A planner with the default parameters. */
  public GeneticPlanner() {
    this(GeneticOptions.defaults());
  }

  /** A planner with parameters of its own. */
  public GeneticPlanner(GeneticOptions parameters) {
    this.parameters = parameters;
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

  private PlanningResult search(PlanningProblem problem, SearchOptions options) {
    StopSignal stop = StopSignal.start(options);
    SearchEvents events = new SearchEvents(NAME, problem, options);
    CostTables costs = new CostTables(problem);
    events.phase(SearchListener.Phase.SEARCHING);
    Evolution evolution = evolve(problem, costs, options, events, stop);
    events.phase(SearchListener.Phase.PROVING);
    return certified(problem, costs, evolution, options, stop);
  }

  private record Evolution(
      PartitionEvaluator.Individual best, long evaluations, long generations) {}

  private Evolution evolve(
      PlanningProblem problem,
      CostTables costs,
      SearchOptions options,
      SearchEvents events,
      StopSignal stop) {
    List<Trial> known = new ArrayList<>();
    for (Plan plan : StartPlans.of(problem, options)) {
      known.add(Trial.of(plan, costs));
    }
    if (options.threads() == 1) {
      return evolve(problem, costs, known, options.seed(), events, stop, Runnable::run);
    }
    ExecutorService pool = Workers.pool(options.threads());
    try {
      return evolve(problem, costs, known, options.seed(), events, stop, pool);
    } finally {
      pool.shutdown();
    }
  }

  private Evolution evolve(
      PlanningProblem problem,
      CostTables costs,
      List<Trial> known,
      long seed,
      SearchEvents events,
      StopSignal stop,
      Executor executor) {
    PartitionEvaluator evaluator = new PartitionEvaluator(costs, seed, stop, executor);
    for (Trial trial : known) {
      evaluator.learn(trial);
    }
    Runnable report = () -> report(problem, costs, evaluator, events);
    RandomGenerator random = new SplittableRandom(seed);
    // The registry is scoped to this call and thread; the engine itself runs on this thread alone.
    long generations =
        RandomRegistry.with(
            random, any -> generations(costs, evaluator, known, random, stop, report));
    return new Evolution(evaluator.best(), evaluator.evaluations(), generations);
  }

  private long generations(
      CostTables costs,
      PartitionEvaluator evaluator,
      List<Trial> known,
      RandomGenerator random,
      StopSignal stop,
      Runnable report) {
    ISeq<Genotype<BitGene>> first = firstGeneration(costs, known, random);
    Engine<BitGene, Double> engine =
        new Engine.Builder<>(evaluator, first.get(0))
            .minimizing()
            .populationSize(parameters.populationSize())
            .survivorsSelector(new EliteSelector<>())
            .offspringSelector(new TournamentSelector<>(TOURNAMENT_SIZE))
            .alterers(new UniformCrossover<>(CROSSOVER_PROBABILITY), new CutMutator(costs))
            .executor(Runnable::run)
            .build();
    return engine.stream(first)
        .limit(Limits.bySteadyFitness(parameters.steadyGenerations()))
        .limit(parameters.maxGenerations())
        .takeWhile(generation -> !stop.requested())
        .peek(generation -> report.run())
        .mapToLong(EvolutionResult::generation)
        .max()
        .orElse(0);
  }

  private static void report(
      PlanningProblem problem,
      CostTables costs,
      PartitionEvaluator evaluator,
      SearchEvents events) {
    Trial best = evaluator.best().trial();
    double value = costs.feasibleValue(best.starts, best.devices, best.count);
    events.incumbent(() -> slices(problem, best), value, 0);
    events.progress(evaluator.evaluations(), 0, value);
  }

  private static List<Slice> slices(PlanningProblem problem, Trial trial) {
    return CostTables.slices(problem, trial.starts, trial.devices, trial.count);
  }

  /** Known partitions, then some of every allowed number of slices in turn, fewest first. */
  private ISeq<Genotype<BitGene>> firstGeneration(
      CostTables costs, List<Trial> known, RandomGenerator random) {
    int choices = costs.maxSlices() - costs.minSlices() + 1;
    int size = parameters.populationSize();
    List<Genotype<BitGene>> first = new ArrayList<>();
    for (Trial trial : known.subList(0, Math.min(size, known.size()))) {
      first.add(PartitionVector.encode(trial, costs));
    }
    for (int i = 0; first.size() < size; i++) {
      first.add(PartitionVector.random(costs, costs.minSlices() + i % choices, random));
    }
    return ISeq.of(first);
  }

  private PlanningResult certified(
      PlanningProblem problem,
      CostTables costs,
      Evolution evolution,
      SearchOptions options,
      StopSignal stop) {
    Trial best = evolution.best.trial();
    List<Slice> slices = slices(problem, best);
    double known = costs.feasibleValue(best.starts, best.devices, best.count);
    ExactSearch.Outcome certificate =
        ExactSearch.certify(problem, costs, known, parameters.certificateBudget(), stop);
    SearchRecord search =
        new SearchRecord(
            NAME,
            options.seed(),
            evolution.evaluations + certificate.labels(),
            evolution.generations,
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
