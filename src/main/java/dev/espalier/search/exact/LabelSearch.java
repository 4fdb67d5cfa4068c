package dev.espalier.search.exact;

import dev.espalier.cost.table.CompletionBound;
import dev.espalier.cost.table.CostTables;
import dev.espalier.cost.table.PartialPlans;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * One pass of the exact dynamic program over (position, set of used devices, last device), with
 * limits carried as resources of the labels, and pruned by {@link CompletionBound}.
 *
 * <p>The pass keeps at most a given number of labels for a position. Where it never had to drop
 * one, its plan is optimal; where it had to, the minimum total of the dropped ones still bounds the
 * optimum. O(L 2^N N^2) labels where costs add up and no limit binds; limits and bottlenecks add a
 * factor of at most O(L N) for each number of a label's state that dominance keeps small.
 * Deterministic. Not thread-safe: one instance for one pass.
 */
final class LabelSearch {
  /**
   * A plan must be better than the known one by this relative amount to be looked for: less than
   * that is rounding.
   */
  private static final double IMPROVEMENT = 1e-12;

  /** Number of labels expanded between two readings of the clock. */
  private static final int LABELS_PER_CLOCK_CHECK = 1 << 10;

  private final CostTables costs;
  private final PartialPlans partial;
  private final int width;
  private final long labelBudget;
  private final BooleanSupplier stop;
  private final double[] state;

  /** The state of a label that is offered; what no longer matters in it is forgotten. */
  private final double[] offered;

  private double cutoff;
  private double dropped = Double.POSITIVE_INFINITY;
  private long labels;
  private SliceChain best;
  private double bestValue;

  /**
   * @param known value of a plan that is known already, infinite if none is
   * @param width maximum number of labels kept for a position
   * @param labelBudget maximum total number of labels
   */
  LabelSearch(
      CostTables costs,
      PartialPlans partial,
      double known,
      int width,
      long labelBudget,
      BooleanSupplier stop) {
    this.costs = costs;
    this.partial = partial;
    this.width = width;
    this.labelBudget = labelBudget;
    this.stop = stop;
    state = new double[partial.width()];
    offered = new double[partial.width()];
    bestValue = known;
    cutoff = known * (1 - IMPROVEMENT);
  }

  /** Runs the pass. */
  void run() {
    Frontier current = new Frontier(partial.width());
    Frontier following = new Frontier(partial.width());
    for (int d = 0; d < costs.deviceCount(); d++) {
      Arrays.fill(offered, 0);
      partial.begin(d, offered);
      offer(current, 0, 1L << d, d, offered, costs.heldEnd(d, 0), null);
    }
    for (int position = 0; position < costs.length() && current.size > 0; position++) {
      following.clear();
      if (!expandAll(current, position, following)) {
        dropped = Math.min(dropped, current.minTotal());
        return;
      }
      Frontier done = current;
      current = following;
      following = done;
    }
  }

  private boolean expandAll(Frontier current, int position, Frontier following) {
    dropped = Math.min(dropped, current.truncate(width));
    for (int i = 0; i < current.size; i++) {
      if (labels > labelBudget || (i % LABELS_PER_CLOCK_CHECK == 0 && stop.getAsBoolean())) {
        return false;
      }
      expand(current, i, position, following);
      if (following.size > 2L * width) {
        dropped = Math.min(dropped, following.truncate(width));
      }
    }
    return true;
  }

  private void expand(Frontier current, int i, int position, Frontier following) {
    int device = current.device[i];
    int next = position + 1;
    if (costs.openEnd(device, position) < next || current.heldEnd[i] < next) {
      return;
    }
    System.arraycopy(current.state, i * state.length, state, 0, state.length);
    if (!partial.run(device, position, state)) {
      return;
    }
    long used = current.used[i];
    SliceChain chain = current.chain[i];
    if (next == costs.length()) {
      finish(used, device, chain);
      return;
    }
    System.arraycopy(state, 0, offered, 0, state.length);
    offer(following, next, used, device, offered, current.heldEnd[i], chain);
    if (Long.bitCount(used) < costs.maxSlices()) {
      handOver(used, device, next, chain, following);
    }
  }

  private void handOver(long used, int device, int boundary, SliceChain chain, Frontier following) {
    for (int to = 0; to < costs.deviceCount(); to++) {
      if ((used & 1L << to) == 0
          && partial.hand(device, chain.start(), to, boundary, state, offered)) {
        int heldEnd = costs.heldEnd(to, boundary);
        offer(following, boundary, used | 1L << to, to, offered, heldEnd, chain);
      }
    }
  }

  /** Offers a label; where {@code before} ends on another device, the label opens a slice. */
  private void offer(
      Frontier frontier,
      int position,
      long used,
      int device,
      double[] label,
      int heldEnd,
      SliceChain before) {
    labels++;
    double total = partial.total(label, used, device, position);
    if (!(total < cutoff) || !partial.canKeepPathLimits(label, used, device, position)) {
      return;
    }
    partial.forgetIrrelevant(device, position, label);
    int index = frontier.offer(used, device, label, heldEnd, total);
    if (index >= 0) {
      frontier.chain[index] =
          before != null && before.device() == device
              ? before
              : new SliceChain(device, position, before);
    }
  }

  private void finish(long used, int device, SliceChain chain) {
    if (Long.bitCount(used) < costs.minSlices()) {
      return;
    }
    double value = partial.end(device, chain.start(), state);
    if (value < cutoff) {
      best = chain;
      bestValue = value;
      cutoff = value;
    }
  }

  /** The last slice of the best plan that is better than the known one, null if there is none. */
  SliceChain best() {
    return best;
  }

  /** Value of the best plan, the known one included; infinite if there is none. */
  double bestValue() {
    return bestValue;
  }

  /** Whether every plan was considered or pruned: the best one is then the optimum. */
  boolean isComplete() {
    return dropped >= bestValue;
  }

  /** No feasible plan has a smaller value. */
  double lowerBound() {
    return Math.min(dropped, bestValue);
  }

  /** Number of labels created. */
  long labels() {
    return labels;
  }
}
