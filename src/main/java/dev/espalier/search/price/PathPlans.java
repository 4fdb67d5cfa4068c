package dev.espalier.search.price;

import dev.espalier.cost.table.CostTables;
import dev.espalier.search.local.CutPlacement;
import dev.espalier.search.local.DeploymentLayer;
import dev.espalier.search.local.Trial;
import java.util.function.BooleanSupplier;

/**
 * Makes plans of relaxed paths: the slices of a path with the best assignment of devices, and the
 * best cuts for these devices, in turn until neither helps. Not thread-safe.
 */
final class PathPlans {
  private static final int MAX_TURNS = 4;

  /** Steps above which an assignment takes longer than many rounds of prices. */
  private static final long MAX_STEPS = 1 << 24;

  private final CostTables costs;
  private final RelaxedProblem relaxed;
  private final BooleanSupplier stop;
  private final DeploymentLayer deployments;
  private final CutPlacement placement;
  private final Trial best;
  private double bestValue;
  private long steps;
  private boolean hasPlan;

  PathPlans(CostTables costs, RelaxedProblem relaxed, BooleanSupplier stop) {
    this.costs = costs;
    this.relaxed = relaxed;
    // Any plan is better than none: the first one is not interrupted.
    this.stop = () -> hasPlan && stop.getAsBoolean();
    deployments = new DeploymentLayer(costs);
    placement = new CutPlacement(costs, this.stop);
    best = new Trial(costs);
  }

  /**
   * Looks for a plan near a path.
   *
   * @return the value of the best plan seen; infinite if none is feasible
   */
  double plan(RelaxedPaths paths) {
    bestValue = Double.POSITIVE_INFINITY;
    int count = paths.count();
    if (count < costs.minSlices() || count > costs.maxSlices()) {
      return bestValue;
    }
    Trial trial = new Trial(costs);
    trial.count = count;
    for (int k = 0; k < count; k++) {
      trial.starts[k] = paths.start(k);
    }
    if (takeDevices(trial, paths)) {
      remember(trial);
    }
    steps += count;
    long perTurn = (long) count * count * costs.deviceCount();
    for (int turn = 0; turn < MAX_TURNS && perTurn <= MAX_STEPS; turn++) {
      if (stop.getAsBoolean()) {
        break;
      }
      steps += perTurn + (long) count * costs.length();
      deployments.deploy(trial);
      boolean isBetter = remember(trial);
      if (placement.isFor(trial)) {
        placement.place(trial);
        isBetter |= remember(trial);
      }
      if (!isBetter) {
        break;
      }
    }
    return bestValue;
  }

  /** Whether the path itself is a plan: no device runs more than one slice. */
  private boolean takeDevices(Trial trial, RelaxedPaths paths) {
    int[] taken = new int[relaxed.kinds];
    for (int k = 0; k < trial.count; k++) {
      int kind = paths.kind(k);
      if (taken[kind] == relaxed.members(kind).length) {
        return false;
      }
      trial.devices[k] = relaxed.members(kind)[taken[kind]++];
    }
    return true;
  }

  private boolean remember(Trial trial) {
    double value = costs.feasibleValue(trial.starts, trial.devices, trial.count);
    if (!(value < bestValue)) {
      return false;
    }
    bestValue = value;
    hasPlan = true;
    best.copyFrom(trial);
    return true;
  }

  /** The best plan of the last path. */
  Trial best() {
    return best;
  }

  /** Steps taken so far, about as long as a cell of {@link RelaxedPaths} each. */
  long steps() {
    return steps;
  }
}
