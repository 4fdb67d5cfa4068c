package dev.espalier.search.na2023;

import dev.espalier.search.SearchEvents;

/**
 * The generation loop of both algorithms. Ends after the last generation allowed, when the largest
 * fitness of a generation has been the same so many times running, or on the stop signal.
 */
final class Evolution {
  private final Na2023Options options;
  private final Heredity heredity;
  private final Pricing pricing;

  Evolution(Na2023Options options, Heredity heredity, Pricing pricing) {
    this.options = options;
    this.heredity = heredity;
    this.pricing = pricing;
  }

  /**
   * Runs the search, whose plan the {@link Pricing} then holds. Returns the number of generations
   * after the first population.
   */
  int run(SearchEvents events) {
    Generation population = pricing.price(heredity.first());
    events.progress(pricing.evaluations(), 0, pricing.best());
    double best = 0;
    int same = 0;
    int generation = 0;
    while (!pricing.stopped()
        && generation < options.maxGenerations()
        && same < options.steadyGenerations()) {
      generation++;
      Generation children = pricing.price(heredity.children(population));
      events.progress(pricing.evaluations(), 0, pricing.best());
      population = heredity.survivors(population, children);
      double fittest = population.fitness()[population.best()];
      same = fittest == best ? same + 1 : 1;
      best = fittest;
    }
    return generation;
  }
}
