package dev.espalier.search.price;

import dev.espalier.cost.table.CostTables;
import dev.espalier.search.local.CutPlacement;
import dev.espalier.search.local.DeploymentLayer;
import dev.espalier.search.local.Trial;
import java.util.function.BooleanSupplier;

/**
 * Makes plans of relaxed paths: the slices of a path, joined or split until their number is
 * allowed, with the best assignment of devices, and the best cuts for these devices, in turn until
 * neither helps. Not thread-safe.
 */
final class PathPlans {
  private static final int MAX_TURNS = 4;

  /** Steps above which an assignment takes longer than many rounds of prices. */
  private static final long MAX_STEPS = 1 << 24;

  private final CostTables costs;
  private final RelaxedProblem relaxed;
  private final BooleanSupplier stop;

  /** Created on first use: with thousands of devices it takes its time. */
  private DeploymentLayer deployments;

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
    Trial trial = new Trial(costs);
    boolean[] isCut = new boolean[costs.length() + 1];
    for (int k = 1; k < paths.count(); k++) {
      isCut[paths.start(k)] = true;
    }
    int count = paths.count();
    while (count > costs.maxSlices()) {
      isCut[nearestToBoth(isCut)] = false;
      count--;
    }
    while (count < costs.minSlices()) {
      isCut[middleOfLongest(isCut)] = true;
      count++;
    }
    takeCuts(trial, isCut);
    if (count == paths.count() && takeDevices(trial, paths)) {
      remember(trial);
    }
    steps += count;
    long perTurn = (long) count * count * costs.deviceCount();
    for (int turn = 0; turn < MAX_TURNS && perTurn <= MAX_STEPS; turn++) {
      if (stop.getAsBoolean()) {
        break;
      }
      steps += perTurn + (long) count * costs.length();
      if (deployments == null) {
        deployments = new DeploymentLayer(costs);
      }
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

  /** The cut that is the nearest to both of its neighbors. */
  private int nearestToBoth(boolean[] isCut) {
    int best = 0;
    int min = Integer.MAX_VALUE;
    int before = 0;
    int cut = next(isCut, 0);
    while (cut < costs.length()) {
      int after = next(isCut, cut);
      if (after - before < min) {
        min = after - before;
        best = cut;
      }
      before = cut;
      cut = after;
    }
    return best;
  }

  private int middleOfLongest(boolean[] isCut) {
    int start = 0;
    int length = 0;
    for (int from = 0; from < costs.length(); from = next(isCut, from)) {
      if (next(isCut, from) - from > length) {
        start = from;
        length = next(isCut, from) - from;
      }
    }
    return start + length / 2;
  }

  /** The cut after a boundary; the end of the network after the last one. */
  private int next(boolean[] isCut, int boundary) {
    int cut = boundary + 1;
    while (cut < costs.length() && !isCut[cut]) {
      cut++;
    }
    return cut;
  }

  private void takeCuts(Trial trial, boolean[] isCut) {
    for (int from = 0; from < costs.length(); from = next(isCut, from)) {
      trial.starts[trial.count++] = from;
    }
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
