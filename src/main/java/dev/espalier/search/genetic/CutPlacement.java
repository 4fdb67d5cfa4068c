package dev.espalier.search.genetic;

import dev.espalier.cost.CostTables;
import dev.espalier.plan.PlanValidator;
import java.util.Arrays;

/**
 * The best cuts for a fixed sequence of devices: a dynamic program over (slice, boundary). It moves
 * several cuts at once, which shifting one after the other cannot. O(K L) where nothing is limited,
 * O(K L^2) otherwise. Not thread-safe.
 */
final class CutPlacement {
  /**
   * Steps above which a limited problem is left to the other moves: a tenth of a second or so,
   * where a network has thousands of layers.
   */
  private static final long MAX_STEPS = 1 << 26;

  private final CostTables costs;

  /** Least latency of the slices before k when slice k starts at b, ms; row by row of L + 1. */
  private final double[] leastMs;

  /** Where slice k - 1 starts then. */
  private final int[] startBefore;

  CutPlacement(CostTables costs) {
    this.costs = costs;
    leastMs = new double[(costs.maxSlices() + 1) * (costs.length() + 1)];
    startBefore = new int[leastMs.length];
  }

  /**
   * Places the cuts of a trial as well as its devices allow; leaves it alone where no placement
   * keeps every limit.
   */
  void place(Trial trial) {
    int length = costs.length();
    if (costs.hasLimits() && (long) trial.count * length * length > MAX_STEPS) {
      return;
    }
    int row = length + 1;
    Arrays.fill(leastMs, 0, (trial.count + 1) * row, Double.POSITIVE_INFINITY);
    leastMs[0] = costs.entryMs(trial.devices[0]);
    for (int k = 1; k <= trial.count; k++) {
      // Slices 0 to k - 1 take a position each at least, and so do the slices behind them.
      int first = k == trial.count ? length : k;
      int last = length - (trial.count - k);
      if (costs.hasLimits()) {
        scan(trial, k, first, last);
      } else {
        sweep(trial, k, last);
      }
    }
    if (leastMs[trial.count * row + length] < Double.POSITIVE_INFINITY) {
      int boundary = length;
      for (int k = trial.count; k > 1; k--) {
        boundary = startBefore[k * row + boundary];
        trial.starts[k - 1] = boundary;
      }
    }
  }

  /** Without limits the best start of the slice before is a running minimum. */
  private void sweep(Trial trial, int k, int last) {
    int rowBefore = (k - 1) * (costs.length() + 1);
    int row = rowBefore + costs.length() + 1;
    int device = trial.devices[k - 1];
    double best = Double.POSITIVE_INFINITY;
    int bestStart = -1;
    double untilMs = costs.latencyMs(device, 0, k - 1);
    for (int boundary = k; boundary <= last; boundary++) {
      double before = leastMs[rowBefore + boundary - 1] - untilMs;
      if (before < best) {
        best = before;
        bestStart = boundary - 1;
      }
      untilMs = costs.latencyMs(device, 0, boundary);
      leastMs[row + boundary] = best + untilMs + cutMs(trial, k, boundary);
      startBefore[row + boundary] = bestStart;
    }
  }

  private void scan(Trial trial, int k, int first, int last) {
    int row = costs.length() + 1;
    int device = trial.devices[k - 1];
    double limitMs = costs.busyLimitMs(device);
    boolean energyLimited = limitMs != Double.POSITIVE_INFINITY;
    for (int boundary = first; boundary <= last; boundary++) {
      double cutMs = cutMs(trial, k, boundary);
      double sendMs = energyLimited ? sendMs(trial, k, boundary) : 0;
      for (int start = boundary - 1; start >= k - 1; start--) {
        if (costs.end(device, start) < boundary) {
          break; // an earlier start fills no less memory and avoids no pin
        }
        double totalMs =
            leastMs[(k - 1) * row + start] + costs.latencyMs(device, start, boundary) + cutMs;
        if (totalMs < leastMs[k * row + boundary]
            && (!energyLimited
                || PlanValidator.isWithin(
                    receiveMs(trial, k - 1, start) + costs.busyMs(device, start, boundary) + sendMs,
                    limitMs))) {
          leastMs[k * row + boundary] = totalMs;
          startBefore[k * row + boundary] = start;
        }
      }
    }
  }

  private double cutMs(Trial trial, int k, int boundary) {
    return k == trial.count ? 0 : costs.cutMs(trial.devices[k - 1], trial.devices[k], boundary);
  }

  private double sendMs(Trial trial, int k, int boundary) {
    return k == trial.count
        ? costs.finalSendMs(trial.devices[k - 1])
        : costs.transferMs(trial.devices[k - 1], trial.devices[k], boundary);
  }

  private double receiveMs(Trial trial, int k, int start) {
    return k == 0
        ? costs.entryMs(trial.devices[0])
        : costs.transferMs(trial.devices[k - 1], trial.devices[k], start);
  }
}
