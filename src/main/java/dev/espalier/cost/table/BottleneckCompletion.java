package dev.espalier.cost.table;

import java.util.Arrays;

/**
 * Minimum bottleneck of the rest of a network.
 *
 * <p>Two bounds, of which the larger one counts. The path bound lets the open slice end anywhere
 * and continues at the minimum bottleneck of the rest, over all devices again: a backward dynamic
 * program over (kind of devices, boundary): with D such kinds and E of links O(D L^2 + L D E). The
 * capacity bound divides the work of the rest among the devices that are left: with prices y_d,
 * {@code period x sum of y_d >= sum over layers of the minimum y_d t(d, i)}, the dual of fractional
 * load balancing; prices are inverse to the time that a device would take for the whole network,
 * which is exact where devices differ by a factor.
 */
public final class BottleneckCompletion implements CompletionBound {
  private final CostTables costs;
  private final BottleneckCosts model;
  private final int length;
  private final int deviceCount;

  private final Kinds kinds;

  /** Per kind of devices and boundary, minimum bottleneck of handing over there and of the rest. */
  private final double[][] onward;

  private final double[] price;

  /** By position, minimum priced work of all positions from there on. */
  private final double[] pricedWork;

  BottleneckCompletion(CostTables costs, BottleneckCosts model) {
    this.costs = costs;
    this.model = model;
    length = costs.length();
    deviceCount = costs.deviceCount();
    kinds = costs.kinds();
    onward = new double[kinds.count()][length + 1];
    fillOnward(new NextDevices(costs));
    price = new double[deviceCount];
    pricedWork = new double[length + 1];
    fillPrices();
  }

  private void fillOnward(NextDevices next) {
    for (int boundary = length - 1; boundary >= 1; boundary--) {
      next.clear();
      for (int kind = 0; kind < kinds.count(); kind++) {
        int device = kinds.first(kind);
        next.add(kind, openSlice(device, boundary, model.slice(device, boundary, boundary)));
      }
      for (int kind = 0; kind < kinds.count(); kind++) {
        onward[kind][boundary] = handOver(next, kind, boundary);
      }
    }
  }

  private double handOver(NextDevices next, int kind, int boundary) {
    double min = Double.POSITIVE_INFINITY;
    int from = next.linkKind(kind);
    for (int to = 0; to < next.linkKindCount(); to++) {
      double opened = next.min(to, kind);
      if (opened < min) {
        min = Math.min(min, Math.max(model.linkCost(from, to, boundary), opened));
      }
    }
    return min;
  }

  /**
   * Minimum bottleneck of an open slice that runs a position with this load so far, and of the
   * rest.
   */
  private double openSlice(int device, int position, double load) {
    double min = Double.POSITIVE_INFINITY;
    double[] after = onward[kinds.of(device)];
    int last = costs.openEnd(device, position);
    for (int to = position + 1; to <= last; to++) {
      double open = load + model.layers(device, position, to);
      if (!(open < min)) {
        break;
      }
      min = Math.min(min, to == length ? open : Math.max(open, after[to]));
    }
    return min;
  }

  private void fillPrices() {
    for (int d = 0; d < deviceCount; d++) {
      double wholeMs = model.layers(d, 0, length);
      price[d] = wholeMs > 0 ? 1 / wholeMs : 0;
    }
    for (int i = length - 1; i >= 0; i--) {
      double min = Double.POSITIVE_INFINITY;
      for (int kind = 0; kind < kinds.count(); kind++) {
        int d = kinds.first(kind);
        min = Math.min(min, price[d] * model.layers(d, i, i + 1));
      }
      pricedWork[i] = pricedWork[i + 1] + min;
    }
  }

  private double capacityBound(double open, double left, int device, int position) {
    double priced = price[device] + left;
    return priced > 0 ? (pricedWork[position] + price[device] * open) / priced : 0;
  }

  @Override
  public double quota(int device) {
    return price[device];
  }

  @Override
  public double total(double[] state, int at, int used, double left, int device, int position) {
    double open = model.open(state, at);
    double closed = model.closed(state, at);
    double max = Math.max(closed, capacityBound(open, left, device, position));
    return Math.max(max, openSlice(device, position, open));
  }

  @Override
  public double lowerBound() {
    double min = Double.POSITIVE_INFINITY;
    double[] state = new double[model.width()];
    double all = Arrays.stream(price).sum();
    for (int d = 0; d < deviceCount; d++) {
      Arrays.fill(state, 0);
      model.begin(d, state, 0);
      min = Math.min(min, total(state, 0, 1, all - price[d], d, 0));
    }
    return min;
  }
}
