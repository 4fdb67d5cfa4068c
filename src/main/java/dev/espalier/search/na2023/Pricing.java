package dev.espalier.search.na2023;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.DeploymentMatrix;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.Violation;
import dev.espalier.search.Fitness;
import dev.espalier.search.StopSignal;
import java.util.List;

/**
 * Prices deployments, counts them and keeps the best plan ever seen. Plans that break a limit have
 * the same fitness, as published; as long as there is no other, the one that is nearest to its
 * limits is kept, to be named in the answer. Not thread-safe.
 */
final class Pricing {
  /** Number of deployments priced between two polls of the stop signal: milliseconds at most. */
  private static final int POLL_INTERVAL = 1 << 8;

  /** Keeps the sum over a population finite where a plan takes no time at all. */
  private static final double MAX_FITNESS = 1e200;

  private final PlanningProblem problem;
  private final CostTables costs;
  private final StopSignal stop;
  private final ReturnVisits returnVisits;
  private final boolean allowsReturnVisits;

  /** The runs of the deployment that is priced. */
  private final int[] starts;

  private final int[] devices;

  /** Number of the last deployment that ran anything on a device. */
  private final long[] lastSeen;

  private DeploymentMatrix bestPlan;
  private double best = Double.POSITIVE_INFINITY;

  /** Factor by which limits must be relaxed for the plan that breaks some; infinite for a rule. */
  private double nearest = Double.POSITIVE_INFINITY;

  private double bestOfAll = Double.POSITIVE_INFINITY;
  private long evaluations;
  private boolean stopped;

  /**
   * Prices deployments for a problem.
   *
   * @param allowsReturnVisits whether deployments that visit a device more than once are priced,
   *     not counted as infeasible
   */
  Pricing(PlanningProblem problem, CostTables costs, StopSignal stop, boolean allowsReturnVisits) {
    this.problem = problem;
    this.costs = costs;
    this.stop = stop;
    this.allowsReturnVisits = allowsReturnVisits;
    returnVisits = new ReturnVisits(problem, costs);
    starts = new int[costs.length()];
    devices = new int[costs.length()];
    lastSeen = new long[costs.deviceCount()];
  }

  /** Prices a generation; what is not priced because the search must stop has fitness 0. */
  Generation price(List<DeploymentMatrix> members) {
    double[] fitness = new double[members.size()];
    for (int i = 0; i < fitness.length && !stopped; i++) {
      fitness[i] = fitness(price(members.get(i)));
    }
    look();
    return new Generation(members, fitness);
  }

  /** The objective's value of a deployment; infinite where it breaks a limit. */
  double price(DeploymentMatrix matrix) {
    evaluations++;
    int count = runs(matrix);
    int used = devicesUsed(count);
    double value = Double.POSITIVE_INFINITY;
    if (used >= costs.minSlices() && used <= costs.maxSlices()) {
      if (used == count) {
        value = costs.feasibleValue(starts, devices, count);
      } else if (allowsReturnVisits) {
        value = returnVisits.feasibleValue(starts, devices, count);
      }
    }
    if (used == count) {
      keep(matrix, value);
    }
    bestOfAll = Math.min(bestOfAll, value);
    if (evaluations % POLL_INTERVAL == 0) {
      look();
    }
    return value;
  }

  private void keep(DeploymentMatrix plan, double value) {
    if (value < best) {
      best = value;
      bestPlan = plan;
    } else if (best == Double.POSITIVE_INFINITY) {
      double factor = factorNeeded(plan);
      if (factor < nearest || bestPlan == null) {
        nearest = factor;
        bestPlan = plan;
      }
    }
  }

  /** Factor by which the limits of a plan must be relaxed; infinite where it breaks a rule. */
  private double factorNeeded(DeploymentMatrix plan) {
    return PlanValidator.violations(PlanEvaluator.evaluate(problem, plan.slices())).stream()
        .mapToDouble(Violation::factorNeeded)
        .map(factor -> factor > 1 ? factor : Double.POSITIVE_INFINITY)
        .reduce(1, Math::max);
  }

  /** Writes starts and devices of the runs of a matrix; their number. */
  private int runs(DeploymentMatrix matrix) {
    int count = 0;
    for (int i = 0; i < matrix.length(); i++) {
      int device = matrix.deviceAt(i);
      if (i == 0 || device != devices[count - 1]) {
        starts[count] = i;
        devices[count++] = device;
      }
    }
    return count;
  }

  private int devicesUsed(int count) {
    int used = 0;
    for (int k = 0; k < count; k++) {
      used += lastSeen[devices[k]] == evaluations ? 0 : 1;
      lastSeen[devices[k]] = evaluations;
    }
    return used;
  }

  /** The source paper's fitness of a plan of that value. */
  static double fitness(double value) {
    return Double.isFinite(value) ? Math.min(Fitness.of(value), MAX_FITNESS) : Fitness.INFEASIBLE;
  }

  /** Polls the stop signal. */
  private void look() {
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

  /** Value of the best deployment, with or without return visits. */
  double bestOfAll() {
    return bestOfAll;
  }

  /** The best plan; one must have been priced. */
  List<Slice> bestSlices() {
    return bestPlan.slices();
  }
}
