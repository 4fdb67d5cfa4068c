package dev.espalier.search.risk;

import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.PlanningProblem;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Branch and bound over all plans, slice by slice: a partial plan is left where no completion has a
 * smaller risk than the best plan known. Counts steps, not time, so that equal calls give equal
 * plans. One instance for one search; not thread-safe.
 */
final class RiskTree {
  /** A plan must be better by this relative amount: less is rounding. */
  private static final double IMPROVEMENT = 1e-12;

  private static final int STEPS_PER_CLOCK_CHECK = 1 << 14;

  private final PlanningProblem base;
  private final TreeBounds bounds;
  private final Incumbent incumbent;
  private final long budget;
  private final BooleanSupplier stop;
  private final CostTables shape;
  private final int means;
  private final int width;
  private final int[] starts;
  private final int[] devices;
  private final boolean[] used;

  /** By depth, then problem: cost of all that precedes the slice that is open there. */
  private final double[][] costs;

  private final double[] totals;
  private long nodes;
  private long steps;
  private long checked;
  private boolean isStopped;

  RiskTree(
      PlanningProblem base,
      TreeBounds bounds,
      Incumbent incumbent,
      long budget,
      BooleanSupplier stop) {
    this.base = base;
    this.bounds = bounds;
    this.incumbent = incumbent;
    this.budget = budget;
    this.stop = stop;
    shape = new CostTables(base);
    means = bounds.means();
    width = bounds.width();
    starts = new int[shape.maxSlices()];
    devices = new int[shape.maxSlices()];
    used = new boolean[shape.deviceCount()];
    costs = new double[shape.maxSlices()][width];
    totals = new double[width];
  }

  /** Searches; whether all plans were looked at or excluded. */
  boolean run() {
    for (int device = 0; device < used.length && !isStopped; device++) {
      for (int i = 0; i < width; i++) {
        costs[0][i] = bounds.table(i).entry(device);
      }
      if (!isExcluded(0, device, 0)) {
        open(0, device, 0);
      }
    }
    return !isStopped;
  }

  /** Partial plans that were looked at. */
  long nodes() {
    return nodes;
  }

  private double cutoff() {
    return incumbent.risk() * (1 - IMPROVEMENT);
  }

  /** Extends a slice, whose device and costs so far are given, to all its ends. */
  private void open(int depth, int device, int position) {
    nodes++;
    starts[depth] = position;
    devices[depth] = device;
    used[device] = true;
    int farthest = shape.end(device, position);
    for (int end = position + 1; end <= farthest && !isStopped; end++) {
      if (end == shape.length()) {
        complete(depth, device, position);
      } else if (depth + 1 < shape.maxSlices()) {
        handOver(depth, device, position, end);
      }
    }
    used[device] = false;
  }

  private void handOver(int depth, int device, int position, int end) {
    for (int next = 0; next < used.length && !isStopped; next++) {
      if (!used[next] && !isExcluded(depth, device, position, end, next)) {
        open(depth + 1, next, end);
      }
    }
  }

  /** Computes the costs before the next slice, as many as it takes to exclude it. */
  private boolean isExcluded(int depth, int device, int position, int end, int next) {
    handOver(0, means, depth, device, position, end, next);
    if (means > 0 && totalsReach(0, means, depth + 1, next, end)) {
      return true;
    }
    handOver(means, width, depth, device, position, end, next);
    return totalsReach(means, width, depth + 1, next, end);
  }

  private boolean isExcluded(int depth, int device, int position) {
    return means > 0 && totalsReach(0, means, depth, device, position)
        || totalsReach(means, width, depth, device, position);
  }

  private void handOver(int from, int to, int depth, int device, int position, int end, int next) {
    double[] before = costs[depth];
    double[] after = costs[depth + 1];
    for (int i = from; i < to; i++) {
      TreeTable table = bounds.table(i);
      after[i] = before[i] + table.slice(device, position, end) + table.cut(device, next, end);
    }
  }

  private boolean totalsReach(int from, int to, int depth, int device, int position) {
    for (int i = from; i < to; i++) {
      totals[i] = costs[depth][i] + bounds.table(i).rest(depth + 1, device, position);
    }
    return reach(from, to);
  }

  private boolean reach(int from, int to) {
    count(to - from);
    return from == 0 && to == means
        ? bounds.meansReach(totals, cutoff())
        : bounds.samplesReach(totals, cutoff());
  }

  private void count(int more) {
    steps += more;
    if (steps - checked >= STEPS_PER_CLOCK_CHECK) {
      checked = steps;
      isStopped |= steps > budget || stop.getAsBoolean();
    }
  }

  private void complete(int depth, int device, int position) {
    int count = depth + 1;
    if (count < shape.minSlices()) {
      return;
    }
    for (int i = means; i < width; i++) {
      totals[i] = costs[depth][i] + bounds.table(i).slice(device, position, shape.length());
    }
    if (!reach(means, width)) {
      steps += (long) width * shape.length();
      incumbent.offerNew(
          CostTables.slices(
              base, Arrays.copyOf(starts, count), Arrays.copyOf(devices, count), count));
    }
  }
}
