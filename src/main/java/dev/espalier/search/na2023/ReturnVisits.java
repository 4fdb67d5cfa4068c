package dev.espalier.search.na2023;

import dev.espalier.cost.PlanValue;
import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PathLimit;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Tolerance;
import java.util.Arrays;
import java.util.List;

/**
 * Prices deployments that visit a device more than once, which are no plans. Every run of positions
 * is a slice: each transfer and each opening of a slice is paid, a device's charge for running
 * anything at all, such as its idle power, only once where charges add up. Where the largest load
 * decides, the loads of a device, a link or a medium in all visits add up before. The limits of a
 * device hold for each of its slices by itself.
 */
final class ReturnVisits {
  private final PlanningProblem problem;
  private final CostTables costs;
  private final List<PathLimit> pathLimits;

  ReturnVisits(PlanningProblem problem, CostTables costs) {
    this.problem = problem;
    this.costs = costs;
    pathLimits = problem.pathLimits();
  }

  /** The objective's value; infinite where a limit or a pin is broken. */
  double feasibleValue(int[] starts, int[] devices, int count) {
    for (int k = 0; k < count; k++) {
      if (costs.excess(starts, devices, count, k) > 0) {
        return Double.POSITIVE_INFINITY;
      }
    }
    for (int i = 0; i < pathLimits.size(); i++) {
      double value = value(pathLimits.get(i).objective(), starts, devices, count);
      if (!Tolerance.isWithin(value, costs.pathAllowed(i))) {
        return Double.POSITIVE_INFINITY;
      }
    }
    return value(problem.objective(), starts, devices, count);
  }

  private double value(Objective objective, int[] starts, int[] devices, int count) {
    // Where the largest load decides, the tables take the slices of a device one by one.
    boolean isInTables = objective.equals(problem.objective()) && isSum(objective);
    double value =
        isInTables
            ? costs.value(starts, devices, count)
            : PlanValue.of(problem, objective, CostTables.slices(problem, starts, devices, count));
    return isSum(objective) ? value - paidAgain(objective, devices, count) : value;
  }

  private static boolean isSum(Objective objective) {
    return objective.combination() == Objective.Combination.SUM;
  }

  /** Charges for running anything at all, of each visit of a device after its first one. */
  private double paidAgain(Objective objective, int[] devices, int count) {
    double sum = 0;
    for (int k = 1; k < count; k++) {
      int device = devices[k];
      if (Arrays.stream(devices, 0, k).anyMatch(earlier -> earlier == device)) {
        sum += objective.perSlice(problem, problem.devices().get(device));
      }
    }
    return sum;
  }
}
