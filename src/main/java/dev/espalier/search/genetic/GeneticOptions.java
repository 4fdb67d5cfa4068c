package dev.espalier.search.genetic;

/**
 * Parameters of the genetic planner.
 *
 * @param populationSize individuals of a generation; each is improved by local moves, so few
 *     suffice
 * @param maxGenerations maximum number of generations (the source paper's 200)
 * @param steadyGenerations generations without a better plan after which the search ends
 * @param certificateBudget partial plans that may be priced to prove the plan optimal; with 0 only
 *     the relaxed bound can prove it
 */
public record GeneticOptions(
    int populationSize, int maxGenerations, int steadyGenerations, long certificateBudget) {

  /**
   * @throws IllegalArgumentException if there are fewer than 2 individuals or 1 generation, or the
   *     budget is negative
   */
  public GeneticOptions {
    if (populationSize < 2 || maxGenerations < 1 || steadyGenerations < 1) {
      throw new IllegalArgumentException(
          "a population needs 2 individuals or more, and the search 1 generation or more");
    }
    if (certificateBudget < 0) {
      throw new IllegalArgumentException(
          "certificate budget must be >= 0 but is " + certificateBudget);
    }
  }

  /** The default parameters; the README reports the results that they reach. */
  public static GeneticOptions defaults() {
    return new GeneticOptions(16, 200, 10, 1L << 21);
  }

  /** These parameters with another budget for the certificate. */
  public GeneticOptions withCertificateBudget(long budget) {
    return new GeneticOptions(populationSize, maxGenerations, steadyGenerations, budget);
  }
}
