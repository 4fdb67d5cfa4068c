package dev.espalier.cost.table;

import dev.espalier.plan.PlanningProblem;
import java.util.Arrays;

/** Factors by which limits are relaxed, to explain why a problem has no feasible plan. */
public final class LimitFactors {
  private final double[][] slice;
  private final double[] path;

  private LimitFactors(PlanningProblem problem, double factor) {
    slice = new double[problem.sliceLimits().size()][problem.devices().size()];
    path = new double[problem.pathLimits().size()];
    for (double[] ofDevices : slice) {
      Arrays.fill(ofDevices, factor);
    }
    Arrays.fill(path, factor);
  }

  /** All limits times the same factor. */
  public static LimitFactors all(PlanningProblem problem, double factor) {
    return new LimitFactors(problem, factor);
  }

  /** One slice limit of one device times a factor, everything else as it is; both by index. */
  public static LimitFactors slice(PlanningProblem problem, int limit, int device, double factor) {
    LimitFactors factors = new LimitFactors(problem, 1);
    factors.slice[limit][device] = factor;
    return factors;
  }

  /** One path limit times a factor, everything else as it is; by index. */
  public static LimitFactors path(PlanningProblem problem, int limit, double factor) {
    LimitFactors factors = new LimitFactors(problem, 1);
    factors.path[limit] = factor;
    return factors;
  }

  double slice(int limit, int device) {
    return slice[limit][device];
  }

  double path(int limit) {
    return path[limit];
  }
}
