package dev.espalier.search.na2023;

import dev.espalier.plan.PlanningProblem;

/**
 * Parameters of the two algorithms of Na et al. 2023.
 *
 * <p>The probabilities and the numbers of generations are the paper's. The population sizes and the
 * shares by number of slices are <em>reconstructed</em>, not copied: tables 2 and 7 of the paper,
 * where they stand, were not available. They were chosen on the paper's scene, first so that the
 * gap to the optimum, averaged over ten runs, grows with the number of slices in 95 of 100 such
 * averages or more (B-AlexNet from 3 slices on, as 2 are always solved by two layers), then so that
 * the averages come near its tables 3, 4, 8 and 9. Near means that most gaps are within a factor of
 * about two of the published ones; those of B-AlexNet at 3 slices are a fifth of them. The plans
 * priced are of the order that the paper's running times suggest, or far fewer. Like the paper, the
 * sizes tell a short network (B-AlexNet, 41 layers) from a long one (B-ResNet-110 as a chain, 339
 * layers).
 *
 * @param populationSize number of chromosomes (for the two-layer algorithm the paper's PCN)
 * @param deploymentShare share of all deployments that each partition draws in each generation (the
 *     paper's p_dc); the basic algorithm draws none
 * @param crossoverProbability chance that two parents cross over (p_c)
 * @param mutationProbability chance that a chromosome mutates (p_m)
 * @param maxGenerations most generations
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

  /** Longest network that takes the sizes of a short one: between the paper's two. */
  private static final int SHORT_LENGTH = 128;

  /** Chromosomes for up to 2, 3, 4, 5 and more slices. */
  private static final int[] TWO_LAYER_SHORT = {200, 200, 60, 32, 25};

  private static final int[] TWO_LAYER_LONG = {150, 600, 40, 30, 20};
  private static final int[] BASIC_SHORT = {100, 120, 45, 40, 40};
  private static final int[] BASIC_LONG = {90, 350, 70, 40, 30};

  /** Shares for up to 2, 3, 4, 5 and more slices. */
  private static final double[] SHARE_SHORT = {1, 0.5, 0.1, 0.05, 0.05};

  private static final double[] SHARE_LONG = {1, 0.5, 0.25, 0.05, 0.05};

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

  /** Parameters of the two-layer algorithm, by the most slices allowed and the network's length. */
  public static Na2023Options twoLayer(PlanningProblem problem) {
    int row = row(problem);
    return isShort(problem)
        ? of(TWO_LAYER_SHORT[row], SHARE_SHORT[row])
        : of(TWO_LAYER_LONG[row], SHARE_LONG[row]);
  }

  /** Parameters of the basic algorithm, by the most slices allowed and the network's length. */
  public static Na2023Options basic(PlanningProblem problem) {
    return of((isShort(problem) ? BASIC_SHORT : BASIC_LONG)[row(problem)], 1);
  }

  private static boolean isShort(PlanningProblem problem) {
    return problem.linearization().length() <= SHORT_LENGTH;
  }

  private static int row(PlanningProblem problem) {
    return Math.max(2, Math.min(6, problem.maxSlices())) - 2;
  }
}
