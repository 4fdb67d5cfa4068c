package dev.espalier.search.na2023;

import java.util.Locale;

/**
 * Parameters of the two algorithms of Na et al. 2023, from tables 2 and 7 of the paper and the text
 * of its section 5.1.
 *
 * @param partitions number of random partitions that the search starts with (PCN)
 * @param deploymentShare share of the N! deployments drawn for each of them (p_dc)
 * @param crossoverProbability probability that a pair crosses over (p_c)
 * @param mutationProbability probability that a gene of the N x L matrix mutates (p_m)
 * @param maxGenerations maximum number of generations (MAXGEN)
 * @param steadyGenerations number of generations with the same best value after which the search
 *     ends (SVG)
 */
public record Na2023Options(
    int partitions,
    double deploymentShare,
    double crossoverProbability,
    double mutationProbability,
    int maxGenerations,
    int steadyGenerations) {

  private static final int PARTITIONS = 2;
  private static final double CROSSOVER_PROBABILITY = 0.5;
  private static final double MUTATION_PROBABILITY = 0.01;
  private static final int MAX_GENERATIONS = 200;
  private static final int STEADY_GENERATIONS = 50;

  /** Shares by number of devices, from 0 on. */
  private static final double[] SHARES = {1, 1, 1, 1, 1, 0.5, 0.1};

  /** Deployments of a partition on 6 devices, kept for more. */
  private static final double DEPLOYMENTS_OF_MANY = 72;

  private static final int MAX_SIZE = 1_000_000;

  /**
   * @throws IllegalArgumentException if there is no partition or generation, or a share or
   *     probability is out of range
   */
  public Na2023Options {
    if (partitions < 1 || maxGenerations < 1 || steadyGenerations < 1) {
      throw new IllegalArgumentException(
          ("partitions, maximum and steady generations must be >= 1 but are %d, %d and %d")
              .formatted(partitions, maxGenerations, steadyGenerations));
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

  /**
   * The published parameters: 2 partitions, and of the deployments on up to 4 devices all, on 5
   * half and on 6 a tenth; for more devices than the paper has, the share at which the population
   * stays as large as on 6. Probabilities 0.5 and 0.01, 200 generations, 50 steady ones.
   */
  public static Na2023Options published(int devices) {
    double share =
        devices < SHARES.length ? SHARES[devices] : DEPLOYMENTS_OF_MANY / factorial(devices);
    return new Na2023Options(
        PARTITIONS,
        share,
        CROSSOVER_PROBABILITY,
        MUTATION_PROBABILITY,
        MAX_GENERATIONS,
        STEADY_GENERATIONS);
  }

  /**
   * Size of the population: PCN x N! x p_dc, and at least PCN.
   *
   * @throws IllegalArgumentException if it is above a million
   */
  public int size(int devices) {
    double size = partitions * Math.max(1, Math.rint(deploymentShare * factorial(devices)));
    if (size > MAX_SIZE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "population must be at most %d but is %.3g: %d partitions x %d! deployments x %s",
              MAX_SIZE,
              size,
              partitions,
              devices,
              deploymentShare));
    }
    return (int) size;
  }

  /** Probability that a chromosome mutates at one gene or more: 1 - (1 - p_m)^(N L). */
  double mutationOf(int devices, int length) {
    return 1 - Math.pow(1 - mutationProbability, (double) devices * length);
  }

  /** From 171! on the largest number that there is: shares of many deployments stay above 0. */
  private static double factorial(int number) {
    double product = 1;
    for (int i = 2; i <= number; i++) {
      product *= i;
    }
    return Math.min(product, Double.MAX_VALUE);
  }
}
