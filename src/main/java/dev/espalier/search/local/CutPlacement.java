package dev.espalier.search.local;

import dev.espalier.cost.table.CostTables;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * The best cuts for a fixed sequence of devices: a dynamic program over (slice, boundary). It moves
 * several cuts at once, which shifting one after the other cannot. O(K L) where costs add up and
 * nothing is limited, O(K L^2) otherwise. Not thread-safe.
 */
public final class CutPlacement {
  /**
   * Steps above which a limited problem is left to the other moves: a tenth of a second or so,
   * where a network has thousands of layers.
   */
  private static final long MAX_STEPS = 1 << 26;

  private final CostTables costs;

  private final BooleanSupplier stop;
  private final boolean needsScan;
  private final boolean doLaterStartsFitBetter;

  /** Minimum cost of the slices before k when slice k starts at b; row by row of L + 1. */
  private final double[] min;

  /** Start of slice k - 1 in that case. */
  private final int[] startBefore;

  /**
   * Places cuts by these costs.
   *
   * @param stop polled for each slice
   */
  public CutPlacement(CostTables costs, BooleanSupplier stop) {
    this.costs = costs;
    this.stop = stop;
    needsScan = costs.hasSliceLimits() || !costs.isAdditive();
    doLaterStartsFitBetter = costs.doLaterStartsFitBetter();
    min = new double[(costs.maxSlices() + 1) * (costs.length() + 1)];
    startBefore = new int[min.length];
  }

  /** Whether a trial has few enough steps. */
  public boolean isFor(Trial trial) {
    return !needsScan || (long) trial.count * costs.length() * costs.length() <= MAX_STEPS;
  }

  /**
   * Places the cuts of a trial optimally for its devices; leaves the trial unchanged where no
   * placement meets every limit, or where the stop signal came first.
   */
  public void place(Trial trial) {
    int length = costs.length();
    int row = length + 1;
    Arrays.fill(min, 0, (trial.count + 1) * row, Double.POSITIVE_INFINITY);
    min[0] = costs.entry(trial.devices[0]);
    for (int k = 1; k <= trial.count; k++) {
      if (stop.getAsBoolean()) {
        return;
      }
      // Slices 0 to k - 1 take a position each at least, and so do the slices after them.
      int first = k == trial.count ? length : k;
      int last = length - (trial.count - k);
      if (needsScan) {
        scan(trial, k, first, last);
      } else {
        sweep(trial, k, last);
      }
    }
    if (min[trial.count * row + length] < Double.POSITIVE_INFINITY) {
      int boundary = length;
      for (int k = trial.count; k > 1; k--) {
        boundary = startBefore[k * row + boundary];
        trial.starts[k - 1] = boundary;
      }
    }
  }

  /** Where costs add up without limits, the best start of the slice before is a running minimum. */
  private void sweep(Trial trial, int k, int last) {
    int rowBefore = (k - 1) * (costs.length() + 1);
    int row = rowBefore + costs.length() + 1;
    int device = trial.devices[k - 1];
    double best = Double.POSITIVE_INFINITY;
    int bestStart = -1;
    double until = costs.slice(device, 0, k - 1);
    for (int boundary = k; boundary <= last; boundary++) {
      double before = min[rowBefore + boundary - 1] - until;
      if (before < best) {
        best = before;
        bestStart = boundary - 1;
      }
      until = costs.slice(device, 0, boundary);
      min[row + boundary] = best + until + cut(trial, k, boundary);
      startBefore[row + boundary] = bestStart;
    }
  }

  /** Limits on whole plans are not checked here: the score of the trial includes them. */
  private void scan(Trial trial, int k, int first, int last) {
    int row = costs.length() + 1;
    int device = trial.devices[k - 1];
    for (int boundary = first; boundary <= last; boundary++) {
      double cut = cut(trial, k, boundary);
      double sendMs = k == trial.count ? 0 : transferMs(trial, k, boundary);
      for (int start = boundary - 1; start >= k - 1; start--) {
        if (costs.end(device, start) < boundary) {
          if (doLaterStartsFitBetter) {
            break;
          }
          continue;
        }
        double slice = costs.slice(device, start, boundary);
        if (!(slice < min[k * row + boundary])) {
          break; // an earlier start only makes the slice dearer
        }
        double total =
            costs.model().join(costs.model().join(min[(k - 1) * row + start], slice), cut);
        if (total < min[k * row + boundary]
            && (!costs.hasClosingLimits()
                || costs.allows(device, start, boundary, receiveMs(trial, k - 1, start), sendMs))) {
          min[k * row + boundary] = total;
          startBefore[k * row + boundary] = start;
        }
      }
    }
  }

  private double cut(Trial trial, int k, int boundary) {
    return k == trial.count ? 0 : costs.cut(trial.devices[k - 1], trial.devices[k], boundary);
  }

  private double receiveMs(Trial trial, int k, int start) {
    return k == 0 ? costs.entryMs(trial.devices[0]) : transferMs(trial, k, start);
  }

  private double transferMs(Trial trial, int k, int boundary) {
    return costs.transferMs(trial.devices[k - 1], trial.devices[k], boundary);
  }
}
