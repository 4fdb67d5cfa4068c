package dev.espalier.search.risk;

import dev.espalier.cost.table.CostTables;
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

  private static final int STEPS_PER_CLOCK_CHECK = 1 << 12;

  private final SampledProblem problem;
  private final TreeBounds bounds;
  private final Incumbent incumbent;
  private final long budget;
  private final BooleanSupplier stop;
  private final CostTables shape;
  private final int width;
  private final int[] starts;
  private final int[] devices;
  private final boolean[] used;

  /** By depth, then problem: cost of all that precedes the slice that is open there. */
  private final double[][] costs;

  private final double[] totals;
  private long nodes;
  private long checked;
  private boolean isStopped;

  RiskTree(
      SampledProblem problem,
      TreeBounds bounds,
      Incumbent incumbent,
      long budget,
      BooleanSupplier stop) {
    this.problem = problem;
    this.bounds = bounds;
    this.incumbent = incumbent;
    this.budget = budget;
    this.stop = stop;
    shape = bounds.tables(0);
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
        costs[0][i] = bounds.tables(i).entry(device);
      }
      open(0, device, 0);
    }
    return !isStopped;
  }

  /** Partial plans that were looked at. */
  long nodes() {
    return nodes;
  }

  /** Opens a slice, whose device and costs so far are given, unless the bound excludes it. */
  private void open(int depth, int device, int position) {
    nodes++;
    if (isOver()) {
      return;
    }
    for (int i = 0; i < width; i++) {
      totals[i] = costs[depth][i] + bounds.rest(i, depth + 1, device, position);
    }
    if (bounds.reaches(totals, cutoff())) {
      return;
    }
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

  private double cutoff() {
    return incumbent.risk() * (1 - IMPROVEMENT);
  }

  private boolean isOver() {
    boolean isTime = nodes * width - checked >= STEPS_PER_CLOCK_CHECK;
    if (isTime) {
      checked = nodes * width;
      isStopped |= checked > budget || stop.getAsBoolean();
    }
    return isStopped;
  }

  private void handOver(int depth, int device, int position, int end) {
    for (int next = 0; next < used.length && !isStopped; next++) {
      if (!used[next]) {
        for (int i = 0; i < width; i++) {
          CostTables tables = bounds.tables(i);
          costs[depth + 1][i] =
              costs[depth][i] + tables.slice(device, position, end) + tables.cut(device, next, end);
        }
        open(depth + 1, next, end);
      }
    }
  }

  private void complete(int depth, int device, int position) {
    int count = depth + 1;
    for (int i = 0; i < width; i++) {
      totals[i] = costs[depth][i] + bounds.tables(i).slice(device, position, shape.length());
    }
    if (count >= shape.minSlices() && !bounds.reaches(totals, cutoff())) {
      incumbent.offerNew(
          CostTables.slices(
              problem.base(), Arrays.copyOf(starts, count), Arrays.copyOf(devices, count), count));
    }
  }
}
