package dev.espalier.cost.table;

/**
 * Minimum cost of the rest of a network where costs add up.
 *
 * <p>A backward dynamic program over (slices used, device, position): O(K L N^2) where the number
 * of slices is restricted, O(L N^2) otherwise.
 */
public final class AdditiveCompletion implements CompletionBound {
  /**
   * Above 128 MiB the number of slices is relaxed too: the bound is then weaker but still holds.
   */
  private static final long MAX_CELLS = 1 << 24;

  private final CostTables costs;
  private final AdditiveCosts model;
  private final int levels;

  /** Per level, device and position 0 to L. */
  private final double[] rest;

  AdditiveCompletion(CostTables costs, AdditiveCosts model) {
    this.costs = costs;
    this.model = model;
    boolean countRestricted =
        costs.minSlices() > 1 || costs.maxSlices() < Math.min(costs.deviceCount(), costs.length());
    long cells = (long) costs.maxSlices() * costs.deviceCount() * (costs.length() + 1);
    levels = countRestricted && cells <= MAX_CELLS ? costs.maxSlices() : 1;
    rest = new double[levels * costs.deviceCount() * (costs.length() + 1)];
    for (int level = levels - 1; level >= 0; level--) {
      fill(level);
    }
  }

  private void fill(int level) {
    int length = costs.length();
    boolean mayEnd = levels == 1 || level + 1 >= costs.minSlices();
    boolean maySwitch = levels == 1 || level + 1 < levels;
    int nextLevel = levels == 1 ? level : level + 1;
    for (int d = 0; d < costs.deviceCount(); d++) {
      rest[index(level, d, length)] = mayEnd ? 0 : Double.POSITIVE_INFINITY;
    }
    for (int p = length - 1; p >= 0; p--) {
      for (int d = 0; d < costs.deviceCount(); d++) {
        double behind = rest[index(level, d, p + 1)];
        if (maySwitch && p + 1 < length) {
          behind = Math.min(behind, cheapestSwitch(nextLevel, d, p + 1));
        }
        rest[index(level, d, p)] =
            canRun(d, p) ? model.slice(d, p, p + 1) + behind : Double.POSITIVE_INFINITY;
      }
    }
  }

  private double cheapestSwitch(int nextLevel, int device, int boundary) {
    double min = Double.POSITIVE_INFINITY;
    for (int next = 0; next < costs.deviceCount(); next++) {
      if (next != device) {
        double switched =
            model.cut(device, next, boundary) + rest[index(nextLevel, next, boundary)];
        min = Math.min(min, switched);
      }
    }
    return min;
  }

  private boolean canRun(int device, int position) {
    return costs.openEnd(device, position) > position;
  }

  private int index(int level, int device, int position) {
    return (level * costs.deviceCount() + device) * (costs.length() + 1) + position;
  }

  /**
   * Minimum cost of positions {@code position} to L - 1 for a plan that has used {@code used}
   * devices and runs the position on the last of them; infinite where no plan can end so.
   */
  public double rest(int used, int device, int position) {
    return rest[index(levels == 1 ? 0 : used - 1, device, position)];
  }

  @Override
  public double total(double[] state, int at, int used, double left, int device, int position) {
    return state[at] + rest(used, device, position);
  }

  /** Nothing: a device that is used may run another slice. */
  @Override
  public double share(int device) {
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
