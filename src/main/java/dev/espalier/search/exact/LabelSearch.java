package dev.espalier.search.exact;

import dev.espalier.cost.table.CostTables;
import dev.espalier.cost.table.PartialPlans;
import dev.espalier.search.price.PricedCompletion;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * One pass of the exact dynamic program over (boundary, set of used devices, device that opens a
 * slice there), with limits carried as resources of the labels, and pruned by {@link
 * PricedCompletion}. Of devices of one kind, the first that is not used yet stands for all.
 *
 * <p>The pass keeps at most a given number of labels for a boundary. Where it never had to drop
 * one, its plan is optimal; where it had to, the minimum total of the dropped ones still bounds the
 * optimum. O(L 2^N N) labels where costs add up and no limit binds, each handed over at O(L N)
 * places but for those that the bound excludes; limits and bottlenecks add a factor of at most O(L
 * N) for each number of a label's state that dominance keeps small. Deterministic. Not thread-safe:
 * one instance for one pass.
 */
final class LabelSearch {
  /**
   * A plan must be better than the known one by this relative amount to be looked for: less than
   * that is rounding.
   */
  private static final double IMPROVEMENT = 1e-12;

  /** Steps between two readings of the clock: some ten microseconds. */
  private static final int STEPS_PER_CLOCK_CHECK = 1 << 9;

  private final CostTables costs;
  private final PartialPlans partial;
  private final PricedCompletion priced;
  private final int width;
  private final long labelBudget;
  private final BooleanSupplier stop;

  /** The state of the label that is expanded. */
  private final double[] state;

  /** The state of a label that is offered; what no longer matters in it is forgotten. */
  private final double[] offered;

  /** The devices that the label uses, as bits, and their number. */
  private final long[] used;

  private int usedCount;

  /** What a plan can still pay: the prices of the devices that the label does not use. */
  private double unpaid;

  /** By bound of {@link PartialPlans}, the quotas of the devices that are not used. */
  private final double[] left;

  private final double[] leftNext;

  /** The part of a known plan that is searched anew; null where all is. */
  private final Window window;

  /** By boundary; null before the first label and after the last one. */
  private final Frontier[] frontiers;

  private final boolean isSum;

  /** Last boundary that is searched. */
  private final int until;

  private double cutoff;

  /** What a priced bound must stay below. */
  private double pricedCutoff;

  private double dropped = Double.POSITIVE_INFINITY;
  private long labels;
  private long steps;
  private boolean isStopped;
  private SliceChain best;
  private double bestValue;

  /**
   * @param window the slices of a plan that are searched anew; null for all of any plan
   * @param known value of a plan that is known already, infinite if none is
   * @param width maximum number of labels kept for a boundary
   * @param labelBudget maximum total number of labels
   */
  LabelSearch(
      CostTables costs,
      PartialPlans partial,
      PricedCompletion priced,
      Window window,
      double known,
      int width,
      long labelBudget,
      BooleanSupplier stop) {
    this.costs = costs;
    this.partial = partial;
    this.priced = priced;
    this.window = window;
    this.width = width;
    this.labelBudget = labelBudget;
    this.stop = stop;
    isSum = costs.isSum();
    state = new double[partial.width()];
    offered = new double[partial.width()];
    used = new long[(costs.deviceCount() + Long.SIZE - 1) / Long.SIZE];
    left = new double[partial.bounds()];
    leftNext = new double[partial.bounds()];
    frontiers = new Frontier[costs.length()];
    until = window == null ? costs.length() : window.to();
    bestValue = known;
    cut(known * (1 - IMPROVEMENT));
  }

  private void cut(double value) {
    cutoff = value;
    pricedCutoff = isSum ? value : priced.slack();
  }

  /** Runs the pass. */
  void run() {
    if (window == null || window.from() == 0) {
      begin();
    } else {
      beginBehind(window);
    }
    for (int boundary = 0; boundary < costs.length() && !isStopped; boundary++) {
      if (frontiers[boundary] != null) {
        expandAll(boundary);
        frontiers[boundary] = null;
      }
    }
  }

  private void begin() {
    setUsed();
    for (int d = 0; d < costs.deviceCount(); d++) {
      if (firstUnused(priced.alike(d)) == d) {
        Arrays.fill(offered, 0);
        partial.begin(d, offered);
        offer(0, d, null);
      }
    }
  }

  /** Follows a plan up to the first boundary of a window. */
  private void beginBehind(Window known) {
    SliceChain chain = null;
    for (int k = 0; k < known.first(); k++) {
      int device = known.device(k);
      if (k == 0) {
        partial.begin(device, state);
      } else {
        partial.hand(
            known.device(k - 1), known.start(k - 1), device, known.start(k), state, offered);
        System.arraycopy(offered, 0, state, 0, state.length);
      }
      chain = new SliceChain(device, known.start(k), chain);
      used[device / Long.SIZE] |= 1L << device;
      for (int position = known.start(k); position < known.start(k + 1); position++) {
        partial.run(device, position, state);
      }
    }
    setUsed();
    handOver(chain.device(), chain.start(), known.from(), chain);
  }

  private void expandAll(int boundary) {
    Frontier frontier = frontiers[boundary];
    dropped = Math.min(dropped, frontier.truncate(width));
    for (int i = 0; i < frontier.size; i++) {
      if (frontier.total[i] < cutoff) {
        System.arraycopy(frontier.used, i * used.length, used, 0, used.length);
        setUsed();
        System.arraycopy(frontier.state, i * state.length, state, 0, state.length);
        expand(frontier.device[i], boundary, frontier.chain[i]);
        if (isStopped) {
          dropRest(boundary, i);
          return;
        }
      }
    }
  }

  private void dropRest(int boundary, int label) {
    Frontier frontier = frontiers[boundary];
    for (int i = label; i < frontier.size; i++) {
      dropped = Math.min(dropped, frontier.total[i]);
    }
    for (int b = boundary + 1; b < frontiers.length; b++) {
      if (frontiers[b] != null) {
        dropped = Math.min(dropped, frontiers[b].minTotal());
      }
    }
  }

  /** Sums up what depends on the set of used devices. */
  private void setUsed() {
    usedCount = 0;
    unpaid = priced.maxPaid();
    for (int b = 0; b < left.length; b++) {
      left[b] = partial.quotas(b);
    }
    for (int w = 0; w < used.length; w++) {
      for (long bits = used[w]; bits != 0; bits &= bits - 1) {
        int device = w * Long.SIZE + Long.numberOfTrailingZeros(bits);
        usedCount++;
        unpaid -= priced.price(device);
        for (int b = 0; b < left.length; b++) {
          left[b] -= partial.quota(b, device);
        }
      }
    }
  }

  private boolean isUsed(int device) {
    return (used[device / Long.SIZE] & 1L << device) != 0
        || window != null && window.isReserved(device);
  }

  /** The first of these devices that is not used, -1 if all are. */
  private int firstUnused(int[] devices) {
    for (int device : devices) {
      if (!isUsed(device)) {
        return device;
      }
    }
    return -1;
  }

  private void expand(int device, int from, SliceChain chain) {
    int last = Math.min(costs.end(device, from), until);
    for (int to = from + 1; to <= last; to++) {
      if (mustStop() || !partial.run(device, to - 1, state)) {
        return;
      }
      if (to == costs.length()) {
        finish(device, chain);
      } else if (to == until) {
        follow(window, device, from, chain);
      } else if (pricedCost(state) + priced.stay(device, to) - unpaid >= pricedCutoff) {
        return;
      } else if (usedCount < costs.maxSlices()) {
        handOver(device, from, to, chain);
      }
    }
  }

  /** Goes on as the plan does behind a window, if the number of slices allows it. */
  private void follow(Window known, int device, int from, SliceChain chain) {
    if (usedCount + known.count() - known.last() > costs.maxSlices()
        || usedCount + known.count() - known.last() < costs.minSlices()) {
      return;
    }
    SliceChain behind = chain;
    for (int k = known.last(); k < known.count(); k++) {
      int next = known.device(k);
      if (!partial.hand(behind.device(), behind.start(), next, known.start(k), state, offered)) {
        return;
      }
      System.arraycopy(offered, 0, state, 0, state.length);
      behind = new SliceChain(next, known.start(k), behind);
      int end = k + 1 < known.count() ? known.start(k + 1) : costs.length();
      if (costs.end(next, known.start(k)) < end) {
        return;
      }
      for (int position = known.start(k); position < end; position++) {
        if (!partial.run(next, position, state)) {
          return;
        }
      }
    }
    take(partial.end(behind.device(), behind.start(), state), behind);
  }

  private void take(double value, SliceChain chain) {
    if (value < cutoff) {
      best = chain;
      bestValue = value;
      cut(value);
    }
  }

  private boolean mustStop() {
    isStopped |=
        labels > labelBudget || steps++ % STEPS_PER_CLOCK_CHECK == 0 && stop.getAsBoolean();
    return isStopped;
  }

  private double pricedCost(double[] label) {
    double sum = 0;
    for (int term = 0; term < priced.terms(); term++) {
      sum += priced.factor(term) * label[partial.sumAt(term)];
    }
    return sum;
  }

  private void handOver(int device, int from, int boundary, SliceChain chain) {
    double paid = pricedCost(state) - unpaid;
    for (int group = 0; group < priced.groups(); group++) {
      double floor = paid + priced.minHandOver(device, group, boundary);
      for (int i = priced.firstPlace(group); i < priced.firstPlace(group + 1); i++) {
        double receiver = priced.receiverCost(boundary, i);
        if (isExcluded(boundary, floor + receiver)) {
          break;
        }
        int to = firstUnused(priced.receivers(boundary, i));
        if (to >= 0
            && (priced.isExact()
                || !isExcluded(boundary, paid + priced.handOver(device, boundary, i) + receiver))
            && partial.hand(device, from, to, boundary, state, offered)) {
          offer(boundary, to, chain);
        }
      }
    }
  }

  /** Whether the bound excludes a label of this total, or it would be dropped at once. */
  private boolean isExcluded(int boundary, double total) {
    return !(total < pricedCutoff) || isSum && isHopeless(boundary, total);
  }

  /** Whether a label of this total would be dropped at once. */
  private boolean isHopeless(int boundary, double total) {
    if (frontiers[boundary] == null || total < frontiers[boundary].threshold()) {
      return false;
    }
    dropped = Math.min(dropped, total);
    return true;
  }

  /** Offers the label in {@link #offered}, which opens a slice. */
  private void offer(int boundary, int device, SliceChain before) {
    labels++;
    double bound =
        pricedCost(offered) + priced.open(device, boundary) - unpaid + priced.price(device);
    if (!(bound < pricedCutoff)) {
      return;
    }
    for (int b = 0; b < left.length; b++) {
      leftNext[b] = left[b] - partial.quota(b, device);
    }
    int count = usedCount + 1;
    double total = isSum ? bound : partial.total(offered, count, leftNext[0], device, boundary);
    if (!(total < cutoff)
        || isHopeless(boundary, total)
        || !partial.canKeepPathLimits(offered, count, leftNext, device, boundary)) {
      return;
    }
    partial.forgetIrrelevant(device, boundary, offered);
    if (frontiers[boundary] == null) {
      frontiers[boundary] = new Frontier(used.length, state.length);
    }
    Frontier frontier = frontiers[boundary];
    used[device / Long.SIZE] |= 1L << device;
    int index = frontier.offer(used, device, offered, total);
    used[device / Long.SIZE] &= ~(1L << device);
    if (index >= 0) {
      frontier.chain[index] = new SliceChain(device, boundary, before);
      if (frontier.size > 2L * width) {
        dropped = Math.min(dropped, frontier.truncate(width));
      }
    }
  }

  private void finish(int device, SliceChain chain) {
    if (usedCount < costs.minSlices()) {
      return;
    }
    take(partial.end(device, chain.start(), state), chain);
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
