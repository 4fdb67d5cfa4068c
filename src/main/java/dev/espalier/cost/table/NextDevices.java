package dev.espalier.cost.table;

import java.util.Arrays;

/**
 * The devices that a plan may hand over to at a boundary, as far as the best of them goes: for each
 * kind of links the two of minimum cost, as one of them may be the device that hands over. So the
 * best next device takes a step for each kind of links, not for each device.
 */
final class NextDevices {
  private static final int NONE = -1;

  private final Kinds kinds;
  private final int[] linkKind;
  private final int[] best;
  private final double[] min;
  private final double[] second;

  NextDevices(CostTables costs) {
    kinds = costs.kinds();
    linkKind = new int[kinds.count()];
    Arrays.setAll(linkKind, kind -> costs.linkKind(kinds.first(kind)));
    best = new int[costs.linkKindCount()];
    min = new double[best.length];
    second = new double[best.length];
  }

  int linkKindCount() {
    return best.length;
  }

  /** The kind of links of a kind of devices. */
  int linkKind(int kind) {
    return linkKind[kind];
  }

  void clear() {
    Arrays.fill(best, NONE);
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(second, Double.POSITIVE_INFINITY);
  }

  /** Offers all devices of a kind, each at this cost. */
  void add(int kind, double cost) {
    int link = linkKind[kind];
    if (cost < min[link]) {
      second[link] = kinds.isShared(kind) ? cost : min[link];
      min[link] = cost;
      best[link] = kind;
    } else {
      second[link] = Math.min(second[link], cost);
    }
  }

  /** Minimum cost of a device of that kind of links which is not the only one of its kind. */
  double min(int link, int sender) {
    return best[link] == sender ? second[link] : min[link];
  }
}
