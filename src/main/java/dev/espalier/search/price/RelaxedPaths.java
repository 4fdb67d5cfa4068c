package dev.espalier.search.price;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * The cheapest path of the relaxed problem at given prices: a backward dynamic program over
 * (position, kind of device). The farthest end of a slice never moves back as its start grows, so
 * that the best end is a sliding-window minimum: O(L (C + M^2)) for C kinds of devices and M kinds
 * of links. Not thread-safe.
 */
final class RelaxedPaths {
  private static final int NONE = -1;

  /** Cells computed between two readings of the clock. */
  private static final int CELLS_PER_CLOCK_CHECK = 1 << 17;

  private final RelaxedProblem relaxed;
  private final int length;
  private final int kinds;
  private final int linkKinds;
  private final int[] linkKind;

  /**
   * By position, then kind: minimum cost of all positions from there on, in a slice opened there.
   */
  private final double[] open;

  /** By position, then kind: minimum cost of what follows a slice that ends there. */
  private final double[] after;

  /** By position, then kind: end of the slice that is opened there. */
  private final int[] sliceEnd;

  /** By position, then kind: kind that takes over. */
  private final int[] nextKind;

  /** By position, then kind: cost of all positions before. */
  private final double[] prefix;

  /** The factors of the terms that costs were computed with. */
  private final double[] factor;

  /** Null before the first path. */
  private HandOverCosts handOver;

  /** Per kind, the ends that may still be the best of an earlier start, and their values. */
  private final int[] window;

  private final double[] windowValue;
  private final int[] head;
  private final int[] tail;

  /** Kinds of devices by kind of links, and for each kind of links its first place among them. */
  private final int[] byLink;

  private final int[] firstOfLink;

  /** Per kind, whether it has one device. */
  private final boolean[] isAlone;

  /** Per kind of links, cost of handing over to it. */
  private final double[] linkCost;

  /** Per kind of links, the cheapest two kinds to hand over to. */
  private final double[] cheapest;

  private final int[] cheapestOf;
  private final double[] second;
  private final int[] secondOf;

  private int first;
  private int count;
  private final int[] starts;
  private final int[] pathKinds;

  RelaxedPaths(RelaxedProblem relaxed) {
    this.relaxed = relaxed;
    length = relaxed.length;
    kinds = relaxed.kinds;
    linkKinds = relaxed.linkKinds;
    linkKind = new int[kinds];
    Arrays.setAll(linkKind, relaxed::linkKind);
    int cells = (length + 1) * kinds;
    open = new double[cells];
    after = new double[cells];
    sliceEnd = new int[cells];
    nextKind = new int[cells];
    prefix = new double[cells];
    factor = new double[relaxed.terms.length];
    window = new int[cells];
    windowValue = new double[cells];
    head = new int[kinds];
    tail = new int[kinds];
    isAlone = new boolean[kinds];
    for (int kind = 0; kind < kinds; kind++) {
      isAlone[kind] = relaxed.members(kind).length == 1;
    }
    firstOfLink = relaxed.firstOfLink();
    byLink = relaxed.byLink();
    linkCost = new double[linkKinds];
    cheapest = new double[linkKinds];
    cheapestOf = new int[linkKinds];
    second = new double[linkKinds];
    secondOf = new int[linkKinds];
    starts = new int[length];
    pathKinds = new int[length];
  }

  /**
   * Finds the cheapest path.
   *
   * @param stop polled; the result is worthless once it was true
   * @return its cost, prices included; infinite where there is no path
   */
  double solve(Prices prices, BooleanSupplier stop) {
    return solve(prices.factors(), prices.device, prices.slice, stop);
  }

  /** Finds the cheapest path by a weighted sum of the terms. */
  double solve(double[] factors, double[] devicePrice, double slicePrice, BooleanSupplier stop) {
    charge(factors);
    Arrays.fill(head, 0);
    Arrays.fill(tail, 0);
    int sinceCheck = 0;
    for (int t = length; t >= 1; t--) {
      handOver(t, devicePrice, slicePrice);
      openAt(t - 1);
      sinceCheck += kinds;
      if (sinceCheck >= CELLS_PER_CLOCK_CHECK) {
        sinceCheck = 0;
        if (stop.getAsBoolean()) {
          return Double.NEGATIVE_INFINITY;
        }
      }
    }
    double min = Double.POSITIVE_INFINITY;
    first = NONE;
    for (int kind = 0; kind < kinds; kind++) {
      double total = open[kind] + devicePrice[kind] + slicePrice;
      for (int term = 0; term < factor.length; term++) {
        total += factor[term] * relaxed.entry(term, kind);
      }
      if (total < min) {
        min = total;
        first = kind;
      }
    }
    return min;
  }

  /** Fills in costs, which change with the prices of limits alone. */
  private void charge(double[] factors) {
    if (handOver != null && Arrays.equals(factor, factors)) {
      return;
    }
    System.arraycopy(factors, 0, factor, 0, factor.length);
    handOver = new HandOverCosts(relaxed, factors);
    for (int t = 0; t <= length; t++) {
      for (int kind = 0; kind < kinds; kind++) {
        double sum = 0;
        for (int term = 0; term < factor.length; term++) {
          sum += factor[term] * relaxed.slice(term, kind, 0, t);
        }
        prefix[t * kinds + kind] = sum;
      }
    }
  }

  private void handOver(int t, double[] devicePrice, double slicePrice) {
    int row = t * kinds;
    if (t == length) {
      Arrays.fill(after, row, row + kinds, 0);
      return;
    }
    findReceivers(t, devicePrice);
    for (int link = 0; link < linkKinds; link++) {
      handOver.links(link, t, linkCost);
      for (int to = 0; to < linkKinds; to++) {
        linkCost[to] += slicePrice;
      }
      for (int i = firstOfLink[link]; i < firstOfLink[link + 1]; i++) {
        handOverFrom(byLink[i], t, row);
      }
    }
  }

  /** No device follows itself, but another one of its kind may. */
  private void handOverFrom(int kind, int t, int row) {
    double min = Double.POSITIVE_INFINITY;
    int best = NONE;
    for (int to = 0; to < linkKinds; to++) {
      boolean isOther = cheapestOf[to] != kind || !isAlone[kind];
      double total = (isOther ? cheapest[to] : second[to]) + linkCost[to];
      if (total < min) {
        min = total;
        best = isOther ? cheapestOf[to] : secondOf[to];
      }
    }
    after[row + kind] = min + handOver.send(kind, t);
    nextKind[row + kind] = best;
  }

  private void findReceivers(int t, double[] devicePrice) {
    int row = t * kinds;
    for (int link = 0; link < linkKinds; link++) {
      double min = Double.POSITIVE_INFINITY;
      double next = Double.POSITIVE_INFINITY;
      int minOf = NONE;
      int nextOf = NONE;
      for (int i = firstOfLink[link]; i < firstOfLink[link + 1]; i++) {
        int kind = byLink[i];
        double total = devicePrice[kind] + open[row + kind] + handOver.receive(kind, t);
        if (total < min) {
          next = min;
          nextOf = minOf;
          min = total;
          minOf = kind;
        } else if (total < next) {
          next = total;
          nextOf = kind;
        }
      }
      cheapest[link] = min;
      cheapestOf[link] = minOf;
      second[link] = next;
      secondOf[link] = nextOf;
    }
  }

  private void openAt(int from) {
    int to = from + 1;
    int next = to * kinds;
    int row = from * kinds;
    for (int kind = 0; kind < kinds; kind++) {
      int base = kind * (length + 1);
      double value = prefix[next + kind] + after[next + kind];
      int h = base + head[kind];
      int e = base + tail[kind];
      while (e > h && windowValue[e - 1] >= value) {
        e--;
      }
      window[e] = to;
      windowValue[e++] = value;
      int end = relaxed.end(kind, from);
      while (h < e && window[h] > end) {
        h++;
      }
      head[kind] = h - base;
      tail[kind] = e - base;
      open[row + kind] = h == e ? Double.POSITIVE_INFINITY : windowValue[h] - prefix[row + kind];
      sliceEnd[row + kind] = h == e ? NONE : window[h];
    }
  }

  /** Traces the path that {@link #solve} found. */
  void trace() {
    count = 0;
    int kind = first;
    int from = 0;
    while (from < length) {
      starts[count] = from;
      pathKinds[count++] = kind;
      from = sliceEnd[from * kinds + kind];
      if (from < length) {
        kind = nextKind[from * kinds + kind];
      }
    }
  }

  /** Number of slices of the traced path. */
  int count() {
    return count;
  }

  /** Start of slice k of the traced path. */
  int start(int k) {
    return starts[k];
  }

  /** Position after slice k of the traced path. */
  int end(int k) {
    return k + 1 < count ? starts[k + 1] : length;
  }

  /** Kind of the device of slice k of the traced path. */
  int kind(int k) {
    return pathKinds[k];
  }

  /** Value of the traced path by the costs of a term. */
  double value(int term) {
    double sum = relaxed.entry(term, pathKinds[0]);
    for (int k = 0; k < count; k++) {
      sum += relaxed.slice(term, pathKinds[k], starts[k], end(k));
      if (k + 1 < count) {
        int boundary = end(k);
        sum +=
            relaxed.send(term, pathKinds[k], boundary)
                + relaxed.link(term, linkKind[pathKinds[k]], linkKind[pathKinds[k + 1]], boundary)
                + relaxed.receive(term, pathKinds[k + 1], boundary);
      }
    }
    return sum;
  }

  /** Minimum cost of all positions from one on, in a slice that is opened there. */
  double open(int kind, int position) {
    return open[position * kinds + kind];
  }

  /** Minimum cost of what follows a slice that ends at a boundary. */
  double after(int kind, int boundary) {
    return after[boundary * kinds + kind];
  }

  /** Cost of the positions [from, to). */
  double slice(int kind, int from, int to) {
    return prefix[to * kinds + kind] - prefix[from * kinds + kind];
  }

  /** Costs of handing over. */
  HandOverCosts handOver() {
    return handOver;
  }
}
