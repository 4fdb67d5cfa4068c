package dev.espalier.search.genetic;

import io.jenetics.EliteSelector;
import io.jenetics.GaussianMutator;
import io.jenetics.Genotype;
import io.jenetics.IntegerChromosome;
import io.jenetics.IntegerGene;
import io.jenetics.Mutator;
import io.jenetics.TournamentSelector;
import io.jenetics.UniformCrossover;
import io.jenetics.engine.Engine;
import io.jenetics.engine.EvolutionResult;
import io.jenetics.engine.Limits;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A genetic algorithm on vectors of small whole numbers, such as one threshold for each exit.
 * Reproducible: equal arguments give equal runs.
 */
public final class VectorEvolution {
  private static final int POPULATION = 40;
  private static final int MAX_GENERATIONS = 100;
  private static final int STEADY_GENERATIONS = 15;
  private static final int TOURNAMENT_SIZE = 3;
  private static final double CROSSOVER_PROBABILITY = 0.5;

  /** Chance that a number moves to one nearby: about one in every vector of usual length. */
  private static final double STEP_PROBABILITY = 0.15;

  /** Chance that a number is redrawn. */
  private static final double MUTATION_PROBABILITY = 0.05;

  private VectorEvolution() {}

  /**
   * Lets vectors evolve; the cost function sees every one of them.
   *
   * @param sizes number i of a vector is from 0 to {@code sizes[i] - 1}
   * @param first vectors to begin with; random ones fill the population up
   * @param cost cost to minimize
   * @param stop polled; true to end now
   * @return number of generations
   */
  public static <C extends Comparable<? super C>> long run(
      int[] sizes, List<int[]> first, Function<int[], C> cost, long seed, BooleanSupplier stop) {
    return RandomRegistry.with(
        new SplittableRandom(seed), random -> generations(sizes, first, cost, stop));
  }

  private static <C extends Comparable<? super C>> long generations(
      int[] sizes, List<int[]> first, Function<int[], C> cost, BooleanSupplier stop) {
    Genotype<IntegerGene> factory =
        Genotype.of(
            IntStream.of(sizes).mapToObj(size -> IntegerChromosome.of(0, size, 1)).toList());
    Engine<IntegerGene, C> engine =
        Engine.builder(genotype -> cost.apply(vector(genotype)), factory)
            .minimizing()
            .populationSize(POPULATION)
            .survivorsSelector(new EliteSelector<>())
            .offspringSelector(new TournamentSelector<>(TOURNAMENT_SIZE))
            .alterers(
                new UniformCrossover<>(CROSSOVER_PROBABILITY),
                new GaussianMutator<>(STEP_PROBABILITY),
                new Mutator<>(MUTATION_PROBABILITY))
            .executor(Runnable::run)
            .build();
    return engine.stream(population(sizes, first))
        .limit(Limits.bySteadyFitness(STEADY_GENERATIONS))
        .limit(MAX_GENERATIONS)
        .takeWhile(generation -> !stop.getAsBoolean())
        .mapToLong(EvolutionResult::generation)
        .max()
        .orElse(0);
  }

  private static ISeq<Genotype<IntegerGene>> population(int[] sizes, List<int[]> first) {
    List<Genotype<IntegerGene>> population = new ArrayList<>();
    first.forEach(vector -> population.add(genotype(sizes, vector)));
    return ISeq.of(population);
  }

  private static Genotype<IntegerGene> genotype(int[] sizes, int[] vector) {
    return Genotype.of(
        IntStream.range(0, sizes.length)
            .mapToObj(i -> IntegerChromosome.of(IntegerGene.of(vector[i], 0, sizes[i])))
            .toList());
  }

  private static int[] vector(Genotype<IntegerGene> genotype) {
    return genotype.stream().mapToInt(chromosome -> chromosome.gene().intValue()).toArray();
  }
}
