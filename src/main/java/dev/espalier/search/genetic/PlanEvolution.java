package dev.espalier.search.genetic;

import dev.espalier.cost.table.CostTables;
import dev.espalier.search.StopSignal;
import dev.espalier.search.local.Trial;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Lets plans evolve: parents are selected by tournament, children are crossed, mutated and then
 * improved, and of parents and children the best ones survive. A plan that was there before does
 * not come in again, so that the population never fills up with one plan.
 *
 * <p>Every random choice is made on the thread that calls, and what becomes of a child depends on
 * the child alone, so that the number of threads that improve children changes nothing.
 */
final class PlanEvolution {
  private static final int TOURNAMENT_SIZE = 2;

  private final GeneticOptions options;
  private final ToDoubleFunction<Trial> improvement;
  private final StopSignal stop;
  private final Executor executor;
  private final PlanCrossover crossover;
  private final PlanMutation mutation;
  private final Set<IntBuffer> seen = new HashSet<>();
  private List<Individual> population = new ArrayList<>();
  private Individual best;
  private long evaluations;
  private long generations;

  /**
   * @param windows searches a few slices of a plan anew
   * @param improvement improves a plan in place and returns its score; called by any thread
   * @param executor where to improve
   */
  PlanEvolution(
      CostTables costs,
      GeneticOptions options,
      PlanMutation.WindowSearch windows,
      ToDoubleFunction<Trial> improvement,
      StopSignal stop,
      Executor executor) {
    this.options = options;
    this.improvement = improvement;
    this.stop = stop;
    this.executor = executor;
    crossover = new PlanCrossover(costs);
    mutation = new PlanMutation(costs, windows);
  }

  /** A plan and its score. */
  record Individual(Trial trial, double score) {}

  /**
   * Runs until the options or the stop signal end it.
   *
   * @param first the first generation, one plan or more
   * @param report called after every generation
   */
  void run(List<Trial> first, RandomGenerator random, Runnable report) {
    admit(first);
    int steady = 0;
    while (true) {
      generations++;
      report.run();
      if (generations >= options.maxGenerations()
          || steady >= options.steadyGenerations()
          || stop.requested()) {
        return;
      }
      double before = best.score;
      List<Trial> children = new ArrayList<>();
      while (children.size() < options.populationSize()) {
        children.add(child(random));
      }
      admit(children);
      steady = best.score < before ? 0 : steady + 1;
    }
  }

  private Trial child(RandomGenerator random) {
    Trial child =
        random.nextDouble() < options.crossoverProbability()
            ? crossover.cross(select(random), select(random), random)
            : select(random).copy();
    if (random.nextDouble() < options.mutationProbability()) {
      mutation.change(child, random);
    }
    return child;
  }

  /** The population is sorted, the best plan first. */
  private Trial select(RandomGenerator random) {
    int place = population.size();
    for (int i = 0; i < TOURNAMENT_SIZE; i++) {
      place = Math.min(place, random.nextInt(population.size()));
    }
    return population.get(place).trial;
  }

  private void admit(List<Trial> trials) {
    List<CompletableFuture<Double>> running = new ArrayList<>();
    for (Trial trial : trials) {
      running.add(CompletableFuture.supplyAsync(() -> improvement.applyAsDouble(trial), executor));
    }
    for (int i = 0; i < trials.size(); i++) {
      Individual individual = new Individual(trials.get(i), stop.await(running.get(i)));
      evaluations++;
      if (seen.add(individual.trial.key())) {
        population.add(individual);
      }
    }
    population.sort(Comparator.comparingDouble(Individual::score));
    int size = Math.min(population.size(), options.populationSize());
    population = new ArrayList<>(population.subList(0, size));
    best = population.get(0);
  }

  /** The best plan so far. */
  Individual best() {
    return best;
  }

  /** Number of plans that were improved. */
  long evaluations() {
    return evaluations;
  }

  /** Number of generations, the first one included. */
  long generations() {
    return generations;
  }
}
