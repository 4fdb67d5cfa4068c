package dev.espalier.cost;

import java.util.Arrays;

/**
 * Least weighted time to run the rest of a network, with the rules relaxed: a device may run
 * several slices, memory and pins are checked layer by layer only, and energy not at all. Never
 * above the true least time, so it bounds every plan from below.
 *
 * <p>A backward dynamic program over (slices used, device, position): O(K L N^2) where the number
 * of slices is restricted, O(L N^2) otherwise.
 */
public final class CompletionBound {
  /** Above 128 MiB the number of slices is relaxed too: the bound is weaker then, but still one. */
  private static final long MAX_CELLS = 1 << 24;

  private final CostTables costs;
  private final int levels;

  /** Per level, device and position 0 to L. */
  private final double[] ms;

  /** The bounds of a problem. */
  public CompletionBound(CostTables costs) {
    this.costs = costs;
    boolean countRestricted =
        costs.minSlices() > 1 || costs.maxSlices() < Math.min(costs.deviceCount(), costs.length());
    long cells = (long) costs.maxSlices() * costs.deviceCount() * (costs.length() + 1);
    levels = countRestricted && cells <= MAX_CELLS ? costs.maxSlices() : 1;
    ms = new double[levels * costs.deviceCount() * (costs.length() + 1)];
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
      ms[index(level, d, length)] = mayEnd ? 0 : Double.POSITIVE_INFINITY;
    }
    for (int p = length - 1; p >= 0; p--) {
      for (int d = 0; d < costs.deviceCount(); d++) {
        double rest = ms[index(level, d, p + 1)];
        if (maySwitch && p + 1 < length) {
          rest = Math.min(rest, cheapestSwitch(nextLevel, d, p + 1));
        }
        ms[index(level, d, p)] =
            canRun(d, p) ? costs.latencyMs(d, p, p + 1) + rest : Double.POSITIVE_INFINITY;
      }
    }
  }

  private double cheapestSwitch(int nextLevel, int device, int boundary) {
    double least = Double.POSITIVE_INFINITY;
    for (int next = 0; next < costs.deviceCount(); next++) {
      if (next != device) {
        double switched =
            costs.cutMs(device, next, boundary) + ms[index(nextLevel, next, boundary)];
        least = Math.min(least, switched);
      }
    }
    return least;
  }

  private boolean canRun(int device, int position) {
    return costs.end(device, position) > position;
  }

  private int index(int level, int device, int position) {
    return (level * costs.deviceCount() + device) * (costs.length() + 1) + position;
  }

  /**
   * Least time of positions {@code position} to L - 1 for a plan that has used {@code used} devices
   * and runs the position on the last of them, ms; infinite where no plan can end so.
   */
  public double ms(int used, int device, int position) {
    return ms[index(levels == 1 ? 0 : used - 1, device, position)];
  }

  /** A lower bound of the latency of every feasible plan, ms; infinite where there is none. */
  public double lowerBoundMs() {
    return Arrays.stream(firstMs()).min().orElseThrow();
  }

  private double[] firstMs() {
    double[] first = new double[costs.deviceCount()];
    for (int d = 0; d < first.length; d++) {
      first[d] = costs.entryMs(d) + ms(1, d, 0);
    }
    return first;
  }
}
