package dev.espalier.search.genetic;

/**
 * Parameters of the genetic planner; {@code src/docs/ga-parameters.md} says what they were chosen
 * by.
 *
 * @param populationSize plans that survive a generation, and children of each generation; every
 *     child is improved by local moves, so few suffice
 * @param crossoverProbability probability that a child has two parents and not one
 * @param mutationProbability probability that a child is changed once
 * @param maxGenerations maximum number of generations (the source paper's 200)
 * @param steadyGenerations generations without a better plan after which the search ends
 * @param certificateBudget partial plans that may be priced to prove the plan optimal; with 0 only
 *     the relaxed bound can prove it
 */
public record GeneticOptions(
    int populationSize,
    double crossoverProbability,
    double mutationProbability,
    int maxGenerations,
    int steadyGenerations,
    long certificateBudget) {

  private static final int MAX_GENERATIONS = 200;
  private static final int MIN_STEADY = 10;
  private static final int STEADY_PER_SLICE = 2;

  /**
   * @throws IllegalArgumentException if there are fewer than 2 individuals or 1 generation, a
   *     probability is not from 0 to 1, or the budget is negative
   */
  public GeneticOptions {
    if (populationSize < 2 || maxGenerations < 1 || steadyGenerations < 1) {
      throw new IllegalArgumentException(
          "a population needs 2 individuals or more, and the search 1 generation or more");
    }
    checkProbability("crossover", crossoverProbability);
    checkProbability("mutation", mutationProbability);
    if (certificateBudget < 0) {
      throw new IllegalArgumentException(
          "certificate budget must be >= 0 but is " + certificateBudget);
    }
  }

  private static void checkProbability(String name, double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "%s probability must be from 0 to 1 but is %s".formatted(name, probability));
    }
  }

  /** The default parameters for plans of few slices. */
  public static GeneticOptions defaults() {
    return new GeneticOptions(32, 1, 1, MAX_GENERATIONS, MIN_STEADY, 1L << 23);
  }

  /**
   * The default parameters; {@code src/docs/solvers.md} reports the results that they reach. A plan
   * of many slices has more to change, so that a better one takes longer to find.
   *
   * @param maxSlices maximum number of slices of a plan
   */
  public static GeneticOptions defaults(int maxSlices) {
    return defaults()
        .withGenerations(MAX_GENERATIONS, Math.max(MIN_STEADY, STEADY_PER_SLICE * maxSlices));
  }

  /** These parameters with another number of plans in a generation. */
  public GeneticOptions withPopulationSize(int size) {
    return new GeneticOptions(
        size,
        crossoverProbability,
        mutationProbability,
        maxGenerations,
        steadyGenerations,
        certificateBudget);
  }

  /** These parameters with other probabilities that a child is crossed, and then mutated. */
  public GeneticOptions withProbabilities(double crossover, double mutation) {
    return new GeneticOptions(
        populationSize, crossover, mutation, maxGenerations, steadyGenerations, certificateBudget);
  }

  /** These parameters with other numbers of generations. */
  public GeneticOptions withGenerations(int max, int steady) {
    return new GeneticOptions(
        populationSize, crossoverProbability, mutationProbability, max, steady, certificateBudget);
  }

  /** These parameters with another budget for the certificate. */
  public GeneticOptions withCertificateBudget(long budget) {
    return new GeneticOptions(
        populationSize,
        crossoverProbability,
        mutationProbability,
        maxGenerations,
        steadyGenerations,
        budget);
  }
}
