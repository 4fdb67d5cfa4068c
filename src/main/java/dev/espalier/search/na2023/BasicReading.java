package dev.espalier.search.na2023;

/**
 * Readings of the basic algorithm of Na et al. 2023, of which the paper says no more than that its
 * chromosomes are N x L matrices, that sections of columns are exchanged, and that its
 * probabilities and numbers of generations are those of the two-layer algorithm. Open are the size
 * of the population, the kind of selection and mutation, and what becomes of a deployment that
 * lacks a device or visits one twice.
 *
 * <p>None gives the published averages back: gaps to the optimum of 180, 191, 192 and 257 % on
 * B-AlexNet with 3 to 6 slices, and of 16, 24 and 55 % on B-ResNet with 2 to 4. The gaps below are
 * means over the seeds 1 to 100 of the best deployment, return visits included. They stand nearer
 * to the published ones than the gaps of the best plan, which are 204, 156, 238 and 317 %, and 29,
 * 119 and 60 % in the nearest reading.
 */
public enum BasicReading {
  /**
   * The nearest one. Starts with PCN partitions and N! p_dc deployments of each; parents are drawn
   * by tournaments of two; parents and children together hold tournaments of two, and the best one
   * lives on in any case. Deployments may visit a device more than once. Gaps: 115, 131, 202 and
   * 298 %; 14, 38 and 27 %.
   */
  POOLED(Start.FEW_PARTITIONS, Selection.TOURNAMENT, true, true),

  /**
   * Starts with as many deployments, each of a random partition; parents are paired at random, and
   * their children replace them, except that the best parent replaces the worst child where no
   * child is as good. Deployments may visit a device more than once. Gaps: 142, 123, 242 and 347 %;
   * 32, 67 and 49 %.
   */
  RANDOM_START(Start.MANY_PARTITIONS, Selection.NONE, false, true),

  /**
   * A deployment that visits a device more than once has the fitness of one that breaks a limit.
   * Starts with PCN partitions and N! p_dc deployments of each; parents are drawn by roulette, and
   * their children replace them as in {@link #RANDOM_START}; a chromosome mutates with probability
   * 0.3, the setting of the authors' program. Gaps: 116, 117, 226 and 328 %; 30, 81 and 28 %.
   */
  EACH_DEVICE_ONCE(Start.FEW_PARTITIONS, Selection.ROULETTE, false, false);

  private static final double MUTATION_OF_CHROMOSOME = 0.3;

  private final Start start;
  private final Selection selection;
  private final boolean isPooled;
  private final boolean allowsReturnVisits;

  BasicReading(Start start, Selection selection, boolean isPooled, boolean allowsReturnVisits) {
    this.start = start;
    this.selection = selection;
    this.isPooled = isPooled;
    this.allowsReturnVisits = allowsReturnVisits;
  }

  /** What the first population is made of. */
  enum Start {
    FEW_PARTITIONS,
    MANY_PARTITIONS
  }

  /** How parents are drawn. */
  enum Selection {
    NONE,
    TOURNAMENT,
    ROULETTE
  }

  Start start() {
    return start;
  }

  Selection selection() {
    return selection;
  }

  /** Whether parents compete with their children. */
  boolean isPooled() {
    return isPooled;
  }

  /** Whether a deployment may visit a device more than once. */
  boolean allowsReturnVisits() {
    return allowsReturnVisits;
  }

  /** Probability that a chromosome mutates. */
  double mutation(Na2023Options options, int devices, int length) {
    return allowsReturnVisits ? options.mutationOf(devices, length) : MUTATION_OF_CHROMOSOME;
  }
}
