package dev.espalier.search.na2023;

import dev.espalier.search.SearchEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The generation loop of both algorithms: parents are drawn by roulette, cross over, mutate, and
 * their children replace them all. Ends after the last generation allowed, after so many without a
 * better plan, or on the stop signal.
 *
 * @param <C> the chromosome
 */
final class Evolution<C> {
  private final Na2023Options parameters;
  private final Heredity<C> heredity;
  private final Pricing pricing;
  private final RandomGenerator random;

  Evolution(
      Na2023Options parameters, Heredity<C> heredity, Pricing pricing, RandomGenerator random) {
    this.parameters = parameters;
    this.heredity = heredity;
    this.pricing = pricing;
    this.random = random;
  }

  /**
   * Runs the search, whose plan the {@link Pricing} then holds. Returns the number of generations.
   */
  int run(SearchEvents events) {
    List<C> population = firstGeneration();
    int steady = 0;
    for (int generation = 1; ; generation++) {
      double before = pricing.best();
      double[] fitness = price(population);
      events.progress(pricing.evaluations(), 0, pricing.best());
      steady = pricing.best() < before ? 0 : steady + 1;
      if (pricing.stopped()
          || generation == parameters.maxGenerations()
          || steady == parameters.steadyGenerations()) {
        return generation;
      }
      population = nextGeneration(population, new Roulette(fitness));
    }
  }

  private List<C> firstGeneration() {
    List<C> first = new ArrayList<>();
    for (int i = 0; i < parameters.populationSize(); i++) {
      first.add(heredity.random());
    }
    return first;
  }

  private double[] price(List<C> population) {
    double[] fitness = new double[population.size()];
    for (int i = 0; i < fitness.length && !pricing.stopped(); i++) {
      fitness[i] = heredity.fitness(population.get(i));
    }
    pricing.look();
    return fitness;
  }

  private List<C> nextGeneration(List<C> parents, Roulette wheel) {
    List<C> children = new ArrayList<>();
    while (children.size() < parents.size()) {
      C mother = parents.get(wheel.spin(random));
      C father = parents.get(wheel.spin(random));
      List<C> pair =
          random.nextDouble() < parameters.crossoverProbability()
              ? heredity.crossOver(mother, father)
              : List.of(mother, father);
      for (C child : pair) {
        if (children.size() < parents.size()) {
          boolean mutates = random.nextDouble() < parameters.mutationProbability();
          children.add(mutates ? heredity.mutate(child) : child);
        }
      }
    }
    return children;
  }
}
