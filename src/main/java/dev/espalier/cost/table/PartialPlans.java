package dev.espalier.cost.table;

import dev.espalier.plan.Tolerance;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The states of partial plans: accumulators of the objective and of every limit on whole plans, and
 * what the open slice has used of every limit that is metered. Of two partial plans that open a
 * slice at the same position, on the same device and with the same used devices, one with no number
 * larger can be completed at least as well. Immutable and thread-safe.
 */
public final class PartialPlans {
  private final CostTables costs;
  private final CostModel model;

  /** The bound of the objective where it is a bottleneck; else null. */
  private final CompletionBound bound;

  private final CostModel[] pathModels;
  private final CompletionBound[] pathBounds;
  private final int[] pathAt;
  private final Meter[] meters;

  /** Index of the use of each meter. */
  private final int metersAt;

  private final int width;
  private final int[] sumsAt;
  private final double[] quotas;

  /** Per meter and device, the most that handing over may use. */
  private final double[][] maxSent;

  /** The states of partial plans of a problem. */
  public PartialPlans(CostTables costs) {
    this.costs = costs;
    model = costs.model();
    bound = costs.isSum() ? null : CompletionBound.of(costs);
    List<CostModel> paths = costs.pathModels();
    pathModels = paths.toArray(CostModel[]::new);
    pathBounds =
        paths.stream().map(each -> CompletionBound.of(costs, each)).toArray(CompletionBound[]::new);
    pathAt = new int[pathModels.length];
    int at = model.width();
    for (int i = 0; i < pathModels.length; i++) {
      pathAt[i] = at;
      at += pathModels[i].width();
    }
    meters = costs.closingMeters().toArray(Meter[]::new);
    metersAt = at;
    width = metersAt + meters.length;
    sumsAt = sumsAt(model, pathModels, pathAt);
    quotas = new double[1 + pathBounds.length];
    for (int d = 0; d < costs.deviceCount(); d++) {
      for (int b = 0; b < quotas.length; b++) {
        quotas[b] += quota(b, d);
      }
    }
    maxSent = new double[meters.length][costs.deviceCount()];
    for (int m = 0; m < meters.length; m++) {
      for (int d = 0; d < costs.deviceCount(); d++) {
        maxSent[m][d] = maxSent(meters[m], d);
      }
    }
  }

  private static int[] sumsAt(CostModel model, CostModel[] pathModels, int[] pathAt) {
    IntStream.Builder at = IntStream.builder();
    if (model instanceof AdditiveCosts) {
      at.add(0);
    }
    for (int i = 0; i < pathModels.length; i++) {
      if (pathModels[i] instanceof AdditiveCosts) {
        at.add(pathAt[i]);
      }
    }
    return at.build().toArray();
  }

  /** No handing over uses more: its slowest link, with the payload that costs most there. */
  private double maxSent(Meter meter, int device) {
    if (!meter.isLimited(device) || costs.deviceCount() == 1) {
      return 0;
    }
    double latencyMs = costs.links().maxLatencyMs(device);
    double msPerByte = costs.links().maxMsPerByte(device);
    double max = 0;
    for (int b = 1; b < costs.length(); b++) {
      double sendMs = latencyMs + costs.payloadBytes(b) * msPerByte;
      max = Math.max(max, meter.sent(device, b, sendMs));
    }
    return max;
  }

  /** Number of elements of a state. */
  public int width() {
    return width;
  }

  /** Writes the state of a plan that opens its first slice on a device. */
  public void begin(int device, double[] state) {
    model.begin(device, state, 0);
    for (int i = 0; i < pathModels.length; i++) {
      pathModels[i].begin(device, state, pathAt[i]);
    }
    open(device, 0, costs.entryMs(device), state);
  }

  private void open(int device, int from, double receiveMs, double[] state) {
    for (int m = 0; m < meters.length; m++) {
      boolean limited = meters[m].isLimited(device);
      state[metersAt + m] = limited ? meters[m].opened(device, from, receiveMs) : 0;
    }
  }

  /** Adds a position to the open slice; false where a limit is broken for good. */
  public boolean run(int device, int position, double[] state) {
    model.run(device, position, state, 0);
    for (int i = 0; i < pathModels.length; i++) {
      pathModels[i].run(device, position, state, pathAt[i]);
    }
    for (int m = 0; m < meters.length; m++) {
      if (meters[m].isLimited(device)) {
        double use = state[metersAt + m] + meters[m].layers(device, position, position + 1);
        state[metersAt + m] = use;
        if (!Tolerance.isWithin(use, meters[m].allowed(device))) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Writes the state of a plan that closes its slice, begun at {@code from}, at a boundary and
   * opens the next one; false where the closed slice breaks a limit.
   */
  public boolean hand(int device, int from, int next, int boundary, double[] state, double[] to) {
    double sendMs = meters.length == 0 ? 0 : costs.transferMs(device, next, boundary);
    if (!closes(device, from, boundary, sendMs, state)) {
      return false;
    }
    model.hand(device, next, boundary, state, 0, to, 0);
    for (int i = 0; i < pathModels.length; i++) {
      pathModels[i].hand(device, next, boundary, state, pathAt[i], to, pathAt[i]);
    }
    open(next, boundary, sendMs, to);
    return true;
  }

  private boolean closes(int device, int from, int to, double sendMs, double[] state) {
    for (int m = 0; m < meters.length; m++) {
      if (meters[m].isLimited(device)
          && !meters[m].closes(device, from, to, state[metersAt + m], sendMs)) {
        return false;
      }
    }
    return true;
  }

  /** The value of a plan that ends here; infinite where it breaks a limit. */
  public double end(int device, int from, double[] state) {
    if (!closes(device, from, costs.length(), 0, state)) {
      return Double.POSITIVE_INFINITY;
    }
    for (int i = 0; i < pathModels.length; i++) {
      if (!Tolerance.isWithin(pathModels[i].end(device, state, pathAt[i]), costs.pathAllowed(i))) {
        return Double.POSITIVE_INFINITY;
      }
    }
    return model.end(device, state, 0);
  }

  /**
   * A lower bound of the value of every feasible plan where the objective is a bottleneck; else 0.
   */
  public double lowerBound() {
    return bound == null ? 0 : bound.lowerBound();
  }

  /** Sum of the quotas of all devices. */
  public double quotas(int bound) {
    return quotas[bound];
  }

  /** Index of the state of an additive cost: the objective's, if it is one, then path limits'. */
  public int sumAt(int term) {
    return sumsAt[term];
  }

  /** Number of bounds: that of the objective, and one for each limit on whole plans. */
  public int bounds() {
    return 1 + pathBounds.length;
  }

  /**
   * Quota of a device in what a bound leaves for the rest of a plan; bound 0 is the objective's.
   */
  public double quota(int bound, int device) {
    CompletionBound bounds = bound == 0 ? this.bound : pathBounds[bound - 1];
    return bounds == null ? 0 : bounds.quota(device);
  }

  /**
   * No plan that goes on from here has a smaller value; infinite where none can end.
   *
   * @param used number of devices used
   * @param left sum of the quotas of the devices not used
   */
  public double total(double[] state, int used, double left, int device, int position) {
    return bound.total(state, 0, used, left, device, position);
  }

  /**
   * Whether the limits on whole plans can still be kept, according to their bounds.
   *
   * @param used number of devices used
   * @param left by bound, sum of the quotas of the devices not used
   */
  public boolean canKeepPathLimits(
      double[] state, int used, double[] left, int device, int position) {
    for (int i = 0; i < pathModels.length; i++) {
      double min = pathBounds[i].total(state, pathAt[i], used, left[i + 1], device, position);
      if (!Tolerance.isWithin(min, costs.pathAllowed(i))) {
        return false;
      }
    }
    return true;
  }

  /** Sets what can no longer break a limit to 0, so that it does not keep states apart. */
  public void forgetIrrelevant(int device, int position, double[] state) {
    for (int m = 0; m < meters.length; m++) {
      if (meters[m].isLimited(device)
          && !meters[m].isBuffered()
          && state[metersAt + m]
                  + meters[m].layers(device, position, costs.length())
                  + maxSent[m][device]
              <= meters[m].allowed(device)) {
        state[metersAt + m] = 0;
      }
    }
  }
}
