package dev.espalier.search.price;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What the rest of a plan costs at least, at fixed prices: a partial plan of cost c that opens a
 * slice on device d at boundary b, and that has not used the devices U, has no completion of a
 * total below
 *
 * <pre>c + open(d, b) - sum of the prices of U</pre>
 *
 * as each device of U can pay its price but once. After Beasley and Christofides (1989), who bound
 * the labels of a constrained shortest path so. Where the objective is a bottleneck, costs are
 * those of limits alone, and a partial plan whose bound is above 0 has no completion within the
 * period that the relaxed problem keeps. Immutable and thread-safe.
 */
public final class PricedCompletion {
  /** Kinds of links up to which receivers are ordered for each of them. */
  private static final int FEW_LINKS = 4;

  private final RelaxedProblem relaxed;
  private final int kinds;
  private final double[] factors;
  private final double[] price;
  private final double slicePrice;
  private final double maxPaid;
  private final double slack;

  /**
   * By position, then kind: minimum cost of all positions from there on, in a slice opened there.
   */
  private final double[] open;

  /** By boundary, then kind: minimum cost of what follows, in the open slice or after it. */
  private final double[] stay;

  /** By boundary: the kinds by group and then by cost of going on, on a device of that kind. */
  private final int[] order;

  private final double[] orderedCost;

  /** Per group, its first place in the order; one more at the end. */
  private final int[] firstPlace;

  /** Whether each kind of links is a group; else all are one. */
  private final boolean isByLink;

  private final HandOverCosts handOver;

  /** The completions at given prices; empty if the stop signal came before they were computed. */
  static Optional<PricedCompletion> of(
      RelaxedProblem relaxed, RelaxedPaths paths, Prices prices, BooleanSupplier stop) {
    return paths.solve(prices, stop) == Double.NEGATIVE_INFINITY
        ? Optional.empty()
        : Optional.of(new PricedCompletion(relaxed, paths, prices));
  }

  /** The completions at given prices, at which these paths were solved last. */
  PricedCompletion(RelaxedProblem relaxed, RelaxedPaths paths, Prices prices) {
    this.relaxed = relaxed;
    kinds = relaxed.kinds;
    factors = prices.factors();
    price = prices.device.clone();
    slicePrice = prices.slice;
    maxPaid = prices.maxPaid();
    slack = prices.slack();
    handOver = paths.handOver();
    open = new double[relaxed.length * kinds];
    stay = new double[(relaxed.length + 1) * kinds];
    fill(paths);
    isByLink = relaxed.linkKinds <= FEW_LINKS || !handOver.hasMinima();
    firstPlace = isByLink ? relaxed.firstOfLink() : new int[] {0, kinds};
    order = new int[relaxed.length * kinds];
    orderedCost = new double[relaxed.length * kinds];
    fillOrder();
  }

  private void fill(RelaxedPaths paths) {
    for (int t = relaxed.length; t >= 1; t--) {
      for (int kind = 0; kind < kinds; kind++) {
        double min = paths.after(kind, t);
        if (t < relaxed.length && relaxed.end(kind, t) > t) {
          min = Math.min(min, paths.slice(kind, t, t + 1) + stay[(t + 1) * kinds + kind]);
        }
        stay[t * kinds + kind] = min;
        open[(t - 1) * kinds + kind] = paths.open(kind, t - 1);
      }
    }
  }

  /**
   * The order changes little from one boundary to the next, so that sorting by insertion is fast.
   */
  private void fillOrder() {
    int[] sorted = relaxed.byLink();
    double[] cost = new double[kinds];
    for (int boundary = relaxed.length - 1; boundary >= 1; boundary--) {
      int row = boundary * kinds;
      for (int kind = 0; kind < kinds; kind++) {
        cost[kind] = handOver.receive(kind, boundary) + price[kind] + slicePrice + open[row + kind];
      }
      for (int group = 0; group < groups(); group++) {
        if (boundary == relaxed.length - 1) {
          sortAtFirst(sorted, cost, firstPlace[group], firstPlace[group + 1]);
        }
        sort(sorted, cost, firstPlace[group], firstPlace[group + 1]);
      }
      System.arraycopy(sorted, 0, order, row, kinds);
      for (int i = 0; i < kinds; i++) {
        orderedCost[row + i] = cost[sorted[i]];
      }
    }
  }

  private static void sortAtFirst(int[] sorted, double[] cost, int from, int to) {
    int[] kinds =
        Arrays.stream(sorted, from, to)
            .boxed()
            .sorted(Comparator.comparingDouble(kind -> cost[kind]))
            .mapToInt(kind -> kind)
            .toArray();
    System.arraycopy(kinds, 0, sorted, from, kinds.length);
  }

  private static void sort(int[] sorted, double[] cost, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int kind = sorted[i];
      int j = i;
      while (j > from && cost[sorted[j - 1]] > cost[kind]) {
        sorted[j] = sorted[j - 1];
        j--;
      }
      sorted[j] = kind;
    }
  }

  /** The prices of all devices, and what else a plan can pay at most. */
  public double maxPaid() {
    return maxPaid;
  }

  /** Where the objective is a bottleneck, what the priced bound must exceed to exclude a plan. */
  public double slack() {
    return slack;
  }

  /** What a plan pays for a slice on a device. */
  public double price(int device) {
    return price[relaxed.kind(device)] + slicePrice;
  }

  /** Number of terms whose costs are charged. */
  public int terms() {
    return factors.length;
  }

  /** Factor of the costs of a term. */
  public double factor(int term) {
    return factors[term];
  }

  /** Minimum cost of all positions from one on, in a slice that is opened there on a device. */
  public double open(int device, int position) {
    return open[position * kinds + relaxed.kind(device)];
  }

  /** Minimum cost of what follows a boundary up to which a slice runs on a device. */
  public double stay(int device, int boundary) {
    return stay[boundary * kinds + relaxed.kind(device)];
  }

  /** Number of groups of devices: where links are of few kinds, those of equal links. */
  public int groups() {
    return firstPlace.length - 1;
  }

  /** First place of the kinds of devices of a group, in order of {@link #receiverCost}. */
  public int firstPlace(int group) {
    return firstPlace[group];
  }

  /** The devices of the kind at a place of the order. */
  public int[] receivers(int boundary, int place) {
    return relaxed.members(order[boundary * kinds + place]);
  }

  /** Cost of going on, on a device of the kind at a place of the order; never falls along it. */
  public double receiverCost(int boundary, int place) {
    return orderedCost[boundary * kinds + place];
  }

  /** Minimum cost of handing over to a device of a group, as far as it is not the receiver's. */
  public double minHandOver(int device, int group, int boundary) {
    int kind = relaxed.kind(device);
    int link = relaxed.linkKind(kind);
    return handOver.send(kind, boundary)
        + (isByLink ? handOver.link(link, group, boundary) : handOver.minLink(link, boundary));
  }

  /** Whether {@link #minHandOver} is the cost of handing over to every device of a group. */
  public boolean isExact() {
    return isByLink;
  }

  /** Cost of handing over to the kind at a place of the order, as far as it is not its own. */
  public double handOver(int device, int boundary, int place) {
    int kind = relaxed.kind(device);
    int to = relaxed.linkKind(order[boundary * kinds + place]);
    return handOver.send(kind, boundary) + handOver.link(relaxed.linkKind(kind), to, boundary);
  }

  /** The devices of the kind of a device; any two are interchangeable. */
  public int[] alike(int device) {
    return relaxed.members(relaxed.kind(device));
  }
}
