package dev.espalier.search.exact;

import dev.espalier.cost.CompletionBound;
import dev.espalier.cost.CostTables;
import dev.espalier.plan.PlanValidator;
import java.util.function.BooleanSupplier;

/**
 * One pass of the exact dynamic program over (position, set of used devices, last device), with
 * limits carried as resources of the labels, and pruned by {@link CompletionBound}.
 *
 * <p>The pass keeps at most a given number of labels for a position. Where it never had to drop
 * one, its plan is optimal; where it had to, the least total of the dropped ones still bounds the
 * optimum. O(L 2^N N^2) labels where no limit binds; limits add a factor of at most O(L N) that
 * dominance keeps small. Deterministic. Not thread-safe: one instance for one pass.
 */
final class LabelSearch {
  /**
   * A plan must be better than the known one by this relative amount to be looked for: less than
   * that is rounding.
   */
  private static final double IMPROVEMENT = 1e-12;

  /** How many labels are expanded between two looks at the clock. */
  private static final int LABELS_PER_CLOCK_CHECK = 1 << 10;

  private final CostTables costs;
  private final CompletionBound bound;
  private final int width;
  private final long labelBudget;
  private final BooleanSupplier stop;
  private final double[] maxSendMs;

  private double cutoffMs;
  private double droppedMs = Double.POSITIVE_INFINITY;
  private long labels;
  private Segment best;
  private double bestMs;

  /**
   * @param knownMs latency of a plan that is known already, infinite if none is
   * @param width most labels kept for a position
   * @param labelBudget most labels made in all
   */
  LabelSearch(
      CostTables costs,
      CompletionBound bound,
      double knownMs,
      int width,
      long labelBudget,
      BooleanSupplier stop) {
    this.costs = costs;
    this.bound = bound;
    this.width = width;
    this.labelBudget = labelBudget;
    this.stop = stop;
    bestMs = knownMs;
    cutoffMs = knownMs * (1 - IMPROVEMENT);
    maxSendMs = maxSendMs();
  }

  private double[] maxSendMs() {
    double[] most = new double[costs.deviceCount()];
    for (int d = 0; d < most.length; d++) {
      most[d] = costs.finalSendMs(d);
      if (costs.busyLimitMs(d) == Double.POSITIVE_INFINITY) {
        continue;
      }
      for (int next = 0; next < most.length; next++) {
        for (int b = 1; next != d && b < costs.length(); b++) {
          most[d] = Math.max(most[d], costs.transferMs(d, next, b));
        }
      }
    }
    return most;
  }

  /** Runs the pass. */
  void run() {
    Frontier current = new Frontier();
    Frontier following = new Frontier();
    for (int d = 0; d < costs.deviceCount(); d++) {
      offer(
          current, 0, 1L << d, d, costs.entryMs(d), costs.entryMs(d), costs.memoryEnd(d, 0), null);
    }
    for (int position = 0; position < costs.length() && current.size > 0; position++) {
      following.clear();
      if (!expandAll(current, position, following)) {
        droppedMs = Math.min(droppedMs, current.leastTotalMs());
        return;
      }
      Frontier done = current;
      current = following;
      following = done;
    }
  }

  private boolean expandAll(Frontier current, int position, Frontier following) {
    droppedMs = Math.min(droppedMs, current.truncate(width));
    for (int i = 0; i < current.size; i++) {
      if (labels > labelBudget || (i % LABELS_PER_CLOCK_CHECK == 0 && stop.getAsBoolean())) {
        return false;
      }
      expand(current, i, position, following);
      if (following.size > 2L * width) {
        droppedMs = Math.min(droppedMs, following.truncate(width));
      }
    }
    return true;
  }

  private void expand(Frontier current, int i, int position, Frontier following) {
    int device = current.device[i];
    int next = position + 1;
    if (costs.end(device, position) < next || current.memoryEnd[i] < next) {
      return;
    }
    double busyMs = current.busyMs[i] + costs.busyMs(device, position, next);
    double limitMs = costs.busyLimitMs(device);
    if (!PlanValidator.isWithin(busyMs, limitMs)) {
      return;
    }
    double costMs = current.costMs[i] + costs.latencyMs(device, position, next);
    long used = current.used[i];
    Segment segment = current.segment[i];
    if (next == costs.length()) {
      finish(used, costMs, busyMs + costs.finalSendMs(device), limitMs, segment);
      return;
    }
    offer(following, next, used, device, costMs, busyMs, current.memoryEnd[i], segment);
    if (Long.bitCount(used) == costs.maxSlices()) {
      return;
    }
    for (int to = 0; to < costs.deviceCount(); to++) {
      if ((used & 1L << to) != 0) {
        continue;
      }
      double transferMs = costs.transferMs(device, to, next);
      if (PlanValidator.isWithin(busyMs + transferMs, limitMs)) {
        double switchedMs = costMs + costs.boundaryWeight(next) * transferMs;
        int memoryEnd = costs.memoryEnd(to, next);
        offer(following, next, used | 1L << to, to, switchedMs, transferMs, memoryEnd, segment);
      }
    }
  }

  /** Offers a label; where {@code before} ends on another device, the label opens a slice. */
  private void offer(
      Frontier frontier,
      int position,
      long used,
      int device,
      double costMs,
      double busyMs,
      int memoryEnd,
      Segment before) {
    labels++;
    double totalMs = costMs + bound.ms(Long.bitCount(used), device, position);
    if (!(totalMs < cutoffMs)) {
      return;
    }
    double relevantBusyMs = isBusyRelevant(device, position, busyMs) ? busyMs : 0;
    int index = frontier.offer(used, device, costMs, relevantBusyMs, memoryEnd, totalMs);
    if (index >= 0) {
      frontier.segment[index] =
          before != null && before.device() == device
              ? before
              : new Segment(device, position, before);
    }
  }

  /** Whether the energy of a device can still run out, however its slice goes on. */
  private boolean isBusyRelevant(int device, int position, double busyMs) {
    double limitMs = costs.busyLimitMs(device);
    return limitMs != Double.POSITIVE_INFINITY
        && busyMs + costs.busyMs(device, position, costs.length()) + maxSendMs[device] > limitMs;
  }

  private void finish(long used, double costMs, double busyMs, double limitMs, Segment segment) {
    if (Long.bitCount(used) >= costs.minSlices()
        && PlanValidator.isWithin(busyMs, limitMs)
        && costMs < cutoffMs) {
      best = segment;
      bestMs = costMs;
      cutoffMs = costMs;
    }
  }

  /** The last slice of the best plan that is better than the known one, null if there is none. */
  Segment best() {
    return best;
  }

  /** Latency of the best plan, the known one included, ms; infinite if there is none. */
  double bestMs() {
    return bestMs;
  }

  /** Whether every plan was looked at or pruned: the best one is then the optimum. */
  boolean isComplete() {
    return droppedMs >= bestMs;
  }

  /** No feasible plan has a smaller latency, ms. */
  double lowerBoundMs() {
    return Math.min(droppedMs, bestMs);
  }

  /** How many labels were made. */
  long labels() {
    return labels;
  }
}
