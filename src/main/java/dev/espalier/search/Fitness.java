package dev.espalier.search;

/** Fitness of the source paper (Na et al. 2023): larger is better. */
public final class Fitness {
  private static final double SCALE = 1e5;

  /** Fitness of a plan that breaks a limit. */
  public static final double INFEASIBLE = 1e-6;

  private Fitness() {}

  /** {@code 10^5 / latency} of a plan that meets every limit. */
  public static double of(double latencyMs) {
    return SCALE / latencyMs;
  }
}
