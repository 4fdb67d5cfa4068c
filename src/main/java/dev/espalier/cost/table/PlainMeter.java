package dev.espalier.cost.table;

import dev.espalier.plan.Tolerance;
import java.util.Arrays;

/**
 * A {@link Meter} whose limit is on computing and transferring alike, such as energy, in
 * milliseconds: what searches read most, as few numbers as it takes.
 */
final class PlainMeter {
  private final double[] weight;
  private final PrefixSums[] layersMs;

  /** Per device, what is allowed, tolerance included; infinite where nothing is limited. */
  private final double[] limitMs;

  /** Whether each boundary counts in full: spares its weight. */
  private final boolean isFull;

  /**
   * @param weight of each boundary, and 0 for the end of the network
   * @param layersMs per device, weighted time by position, results sent to the sink included
   * @param allowedMs per device, weighted time that a slice may take in all
   */
  PlainMeter(double[] weight, PrefixSums[] layersMs, double[] allowedMs) {
    this.weight = weight;
    isFull = Arrays.stream(weight).limit(weight.length - 1L).allMatch(each -> each == 1);
    this.layersMs = layersMs;
    limitMs = new double[allowedMs.length];
    for (int d = 0; d < limitMs.length; d++) {
      limitMs[d] = allowedMs[d] * (1 + Tolerance.RELATIVE);
    }
  }

  /** Whether a whole slice keeps the limit. */
  boolean allows(int device, int from, int to, double receiveMs, double sendMs) {
    double ms =
        isFull
            ? receiveMs + layersMs[device].sum(from, to) + sendMs
            : weight[from] * receiveMs + layersMs[device].sum(from, to) + weight[to] * sendMs;
    return ms <= limitMs[device];
  }
}
