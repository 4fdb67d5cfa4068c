package dev.espalier.search.na2023;

import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.Fitness;
import dev.espalier.search.StopSignal;
import java.util.Arrays;
import java.util.List;

/**
 * Prices plans, counts them and keeps the best one ever seen. Among plans that break a limit none
 * is better than another, and the first is kept. Not thread-safe.
 */
final class Pricing {
  /** Number of plans priced between two polls of the stop signal: a fraction of a millisecond. */
  private static final int PLANS_PER_LOOK = 1 << 12;

  /** Keeps the sum over a population finite where a plan takes no time at all. */
  private static final double MAX_FITNESS = 1e200;

  private final CostTables costs;
  private final StopSignal stop;
  private int[] bestStarts = {};
  private int[] bestDevices = {};
  private double best = Double.POSITIVE_INFINITY;
  private long evaluations;
  private boolean stopped;

  Pricing(CostTables costs, StopSignal stop) {
    this.costs = costs;
    this.stop = stop;
  }

  CostTables costs() {
    return costs;
  }

  /** The objective's value of a plan; infinite where it breaks a limit. */
  double price(int[] starts, int[] devices, int count) {
    double value = costs.feasibleValue(starts, devices, count);
    if (value < best || evaluations == 0) {
      best = value;
      bestStarts = Arrays.copyOf(starts, count);
      bestDevices = Arrays.copyOf(devices, count);
    }
    evaluations++;
    if (evaluations % PLANS_PER_LOOK == 0) {
      look();
    }
    return value;
  }

  /** The source paper's fitness of a plan of that value. */
  static double fitness(double value) {
    return Double.isFinite(value) ? Math.min(Fitness.of(value), MAX_FITNESS) : Fitness.INFEASIBLE;
  }

  /** Polls the stop signal. */
  void look() {
    stopped = stopped || stop.requested();
  }

  /** Whether the search must end; stays true once it is. */
  boolean stopped() {
    return stopped;
  }

  long evaluations() {
    return evaluations;
  }

  /** Value of the best plan; infinite where none meets every limit. */
  double best() {
    return best;
  }

  /** The best plan; a plan must have been priced. */
  List<Slice> bestSlices(PlanningProblem problem) {
    return CostTables.slices(problem, bestStarts, bestDevices, bestStarts.length);
  }
}
