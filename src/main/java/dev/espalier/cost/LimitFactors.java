package dev.espalier.cost;

import dev.espalier.plan.PlanningProblem;
import java.util.Arrays;

/**
 * How many times larger the limits of each device are taken than they are: what-if questions about
 * a problem that has no feasible plan.
 */
public final class LimitFactors {
  private final double[] memory;
  private final double[] energy;

  private LimitFactors(double[] memory, double[] energy) {
    this.memory = memory;
    this.energy = energy;
  }

  /** All limits of all devices times the same factor. */
  public static LimitFactors all(PlanningProblem problem, double factor) {
    double[] factors = new double[problem.devices().size()];
    Arrays.fill(factors, factor);
    return new LimitFactors(factors, factors);
  }

  /** The memory of one device times a factor, everything else as it is. */
  public static LimitFactors memoryOf(PlanningProblem problem, int device, double factor) {
    LimitFactors factors = asTheyAre(problem);
    factors.memory[device] = factor;
    return factors;
  }

  /** The energy of one device times a factor, everything else as it is. */
  public static LimitFactors energyOf(PlanningProblem problem, int device, double factor) {
    LimitFactors factors = asTheyAre(problem);
    factors.energy[device] = factor;
    return factors;
  }

  private static LimitFactors asTheyAre(PlanningProblem problem) {
    return new LimitFactors(all(problem, 1).memory, all(problem, 1).energy);
  }

  double memory(int device) {
    return memory[device];
  }

  double energy(int device) {
    return energy[device];
  }
}
