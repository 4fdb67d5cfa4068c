package dev.espalier.cost.table;

/**
 * Minimum cost of the rest of a network where costs add up.
 *
 * <p>A backward dynamic program over (slices used, kind of devices, position): with D kinds of
 * devices and E kinds of links O(K L D E) where the number of slices is restricted, O(L D E)
 * otherwise.
 */
public final class AdditiveCompletion implements CompletionBound {
  /**
   * Above 128 MiB the number of slices is relaxed too: the bound is then weaker but still holds.
   */
  private static final long MAX_CELLS = 1 << 24;

  private final CostTables costs;
  private final AdditiveCosts model;
  private final Kinds kinds;
  private final NextDevices next;
  private final int levels;

  /** Per level, kind of devices and position 0 to L. */
  private final double[] rest;

  AdditiveCompletion(CostTables costs, AdditiveCosts model) {
    this.costs = costs;
    this.model = model;
    boolean countRestricted =
        costs.minSlices() > 1 || costs.maxSlices() < Math.min(costs.deviceCount(), costs.length());
    kinds = costs.kinds();
    next = new NextDevices(costs);
    long cells = (long) costs.maxSlices() * kinds.count() * (costs.length() + 1);
    levels = countRestricted && cells <= MAX_CELLS ? costs.maxSlices() : 1;
    rest = new double[Math.multiplyExact(levels * kinds.count(), costs.length() + 1)];
    for (int level = levels - 1; level >= 0; level--) {
      fill(level);
    }
  }

  private void fill(int level) {
    int length = costs.length();
    boolean mayEnd = levels == 1 || level + 1 >= costs.minSlices();
    boolean maySwitch = levels == 1 || level + 1 < levels;
    int nextLevel = levels == 1 ? level : level + 1;
    for (int kind = 0; kind < kinds.count(); kind++) {
      rest[index(level, kind, length)] = mayEnd ? 0 : Double.POSITIVE_INFINITY;
    }
    for (int p = length - 1; p >= 0; p--) {
      boolean isBoundary = maySwitch && p + 1 < length;
      if (isBoundary) {
        offer(nextLevel, p + 1);
      }
      for (int kind = 0; kind < kinds.count(); kind++) {
        double behind = rest[index(level, kind, p + 1)];
        if (isBoundary) {
          behind = Math.min(behind, cheapestSwitch(kind, p + 1));
        }
        int device = kinds.first(kind);
        rest[index(level, kind, p)] =
            canRun(device, p) ? model.slice(device, p, p + 1) + behind : Double.POSITIVE_INFINITY;
      }
    }
  }

  private void offer(int nextLevel, int boundary) {
    next.clear();
    for (int kind = 0; kind < kinds.count(); kind++) {
      double opened = model.receiveCost(kinds.first(kind), boundary);
      next.add(kind, opened + rest[index(nextLevel, kind, boundary)]);
    }
  }

  private double cheapestSwitch(int kind, int boundary) {
    double min = Double.POSITIVE_INFINITY;
    int from = next.linkKind(kind);
    for (int to = 0; to < next.linkKindCount(); to++) {
      double opened = next.min(to, kind);
      if (opened < min) {
        min = Math.min(min, model.linkCost(from, to, boundary) + opened);
      }
    }
    return model.sendCost(kinds.first(kind), boundary) + min;
  }

  private boolean canRun(int device, int position) {
    return costs.openEnd(device, position) > position;
  }

  private int index(int level, int kind, int position) {
    return (level * kinds.count() + kind) * (costs.length() + 1) + position;
  }

  /**
   * Minimum cost of positions {@code position} to L - 1 for a plan that has used {@code used}
   * devices and runs the position on the last of them; infinite where no plan can end so.
   */
  public double rest(int used, int device, int position) {
    return rest[index(levels == 1 ? 0 : used - 1, kinds.of(device), position)];
  }

  @Override
  public double total(double[] state, int at, int used, double left, int device, int position) {
    return state[at] + rest(used, device, position);
  }

  /** Nothing: a device that is used may run another slice. */
  @Override
  public double quota(int device) {
    return 0;
  }

  @Override
  public double lowerBound() {
    double min = Double.POSITIVE_INFINITY;
    for (int d = 0; d < costs.deviceCount(); d++) {
      min = Math.min(min, model.entry(d) + rest(1, d, 0));
    }
    return min;
  }
}
