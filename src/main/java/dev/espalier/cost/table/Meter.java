package dev.espalier.cost.table;

import dev.espalier.cost.SliceUse;
import dev.espalier.device.Device;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.SliceLimit;
import dev.espalier.plan.Tolerance;
import dev.espalier.plan.Weighting;
import java.util.Arrays;

/**
 * Measures the use of one {@link SliceLimit} by slices, in constant time. A device that the limit
 * does not bind has an infinite allowance and is never metered.
 */
final class Meter {
  private final int length;
  private final double[] allowed;
  private final double[] constant;
  private final double[] perComputeMs;
  private final double[] perTransferMs;
  private final double[] perResidentByte;
  private final double[] perBufferedByte;
  private final double[] weight;

  /** Per device, weighted use by opening a slice. */
  private final double[] opening;

  /** Per device, weighted use by position, results sent to the sink included; null if none. */
  private final PrefixSums[] layers;

  /** Per device and first position, bytes of a message received; and by end, of one sent. */
  private final double[][] receivedBytes;

  private final double[][] sentBytes;
  private final ResidentBytes resident;
  private final boolean isTimed;
  private final boolean isBuffered;

  Meter(
      PlanningProblem problem,
      SliceLimit limit,
      TimeTables times,
      ResidentBytes resident,
      LimitFactors factors,
      int index) {
    int n = times.deviceCount();
    length = times.length();
    this.resident = resident;
    allowed = new double[n];
    constant = new double[n];
    perComputeMs = new double[n];
    perTransferMs = new double[n];
    perResidentByte = new double[n];
    perBufferedByte = new double[n];
    opening = new double[n];
    layers = new PrefixSums[n];
    receivedBytes = new double[n][];
    sentBytes = new double[n][];
    Weighting weighting = limit.weighting(problem);
    weight = weighting.layers(problem.linearization());
    double[] exitWeight = weighting.exits(problem.linearization());
    boolean anyTimed = false;
    boolean anyBuffered = false;
    for (int d = 0; d < n; d++) {
      Device device = problem.devices().get(d);
      double max =
          limit.isKnown(device)
              ? limit.allowed(problem, device).orElse(Double.POSITIVE_INFINITY)
              : Double.POSITIVE_INFINITY;
      allowed[d] = max == Double.POSITIVE_INFINITY ? max : factors.slice(index, d) * max;
      if (allowed[d] == Double.POSITIVE_INFINITY) {
        continue;
      }
      SliceLimit.Rates rates = limit.rates(problem, device);
      constant[d] = rates.constant();
      perResidentByte[d] = rates.perResidentByte();
      if (rates.perComputeMs() > 0 || rates.perTransferMs() > 0) {
        anyTimed = true;
        perTransferMs[d] = rates.perTransferMs();
        opening[d] = rates.perComputeMs() * device.sliceOverheadMs();
        perComputeMs[d] = rates.perComputeMs();
        layers[d] = layers(rates.perComputeMs(), rates.perTransferMs(), times, d, exitWeight);
      }
      anyTimed |= rates.constant() > 0;
      if (rates.perBufferedByte() > 0) {
        anyBuffered = true;
        perBufferedByte[d] = rates.perBufferedByte();
        fillMessages(problem, d);
      }
    }
    isTimed = anyTimed;
    isBuffered = anyBuffered;
  }

  private PrefixSums layers(
      double perCompute, double perTransfer, TimeTables times, int device, double[] exitWeight) {
    double[] use = new double[length];
    for (int i = 0; i < length; i++) {
      use[i] = weight[i] * perCompute * times.layerMs(device, i);
    }
    for (int e = 0; e < exitWeight.length && times.isDrained(device); e++) {
      use[times.exitPosition(e)] += exitWeight[e] * perTransfer * times.resultMs(device, e);
    }
    return new PrefixSums(use);
  }

  private void fillMessages(PlanningProblem problem, int d) {
    String device = problem.devices().get(d).name();
    receivedBytes[d] = new double[length];
    sentBytes[d] = new double[length + 1];
    for (int i = 0; i < length; i++) {
      receivedBytes[d][i] = SliceUse.receivedBytes(problem, device, i);
      sentBytes[d][i + 1] = SliceUse.sentBytes(problem, device, i + 1);
    }
  }

  /**
   * This meter in milliseconds, where computing and transferring are charged alike on every device,
   * and nothing else is; null elsewhere.
   */
  PlainMeter plain(TimeTables times, double[] exitWeight) {
    PrefixSums nothing = new PrefixSums(new double[length]);
    PrefixSums[] layersMs = new PrefixSums[allowed.length];
    double[] allowedMs = new double[allowed.length];
    for (int d = 0; d < allowed.length; d++) {
      double perMs = perTransferMs[d];
      layersMs[d] = nothing;
      allowedMs[d] = allowed[d];
      if (isLimited(d)) {
        boolean isPlain =
            perMs > 0
                && perComputeMs[d] == perMs
                && opening[d] == 0
                && perResidentByte[d] == 0
                && perBufferedByte[d] == 0;
        if (!isPlain) {
          return null;
        }
        layersMs[d] = layers(1, 1, times, d, exitWeight);
        allowedMs[d] = (allowed[d] - constant[d]) / perMs;
      }
    }
    return new PlainMeter(Arrays.copyOf(weight, length + 1), layersMs, allowedMs);
  }

  /** Whether any slice must be metered for time, or for what neither grows nor shrinks with it. */
  boolean isTimed() {
    return isTimed;
  }

  /** Whether the size of messages counts. */
  boolean isBuffered() {
    return isBuffered;
  }

  boolean isLimited(int device) {
    return allowed[device] != Double.POSITIVE_INFINITY;
  }

  double allowed(int device) {
    return allowed[device];
  }

  /** Use by a slice that has just been opened. */
  double opened(int device, int from, double receiveMs) {
    return constant[device] + weight[from] * (opening[device] + perTransferMs[device] * receiveMs);
  }

  /** Use by the positions [from, to) of an open slice. */
  double layers(int device, int from, int to) {
    return layers[device] == null ? 0 : layers[device].sum(from, to);
  }

  /** Use by handing over at a boundary; nothing at the end of the network. */
  double sent(int device, int to, double sendMs) {
    return to == length ? 0 : weight[to] * perTransferMs[device] * sendMs;
  }

  /** Use by the bytes of a slice but for the message that it sends: grows with the slice. */
  double heldBytes(int device, int from, int to) {
    return residentBytes(device, from, to) + received(device, from);
  }

  /** Use by the bytes of the positions [from, to) alone, wherever their slice begins and ends. */
  double residentBytes(int device, int from, int to) {
    return perResidentByte[device] * resident.of(from, to);
  }

  /** Use by the message that the slice receives. */
  double received(int device, int from) {
    return receivedBytes[device] == null
        ? 0
        : perBufferedByte[device] * receivedBytes[device][from];
  }

  /** Use of a whole slice. */
  double use(int device, int from, int to, double receiveMs, double sendMs) {
    double open = opened(device, from, receiveMs) + layers(device, from, to);
    return closed(device, from, to, open, sendMs);
  }

  /** Use of a slice when it is closed, of which all but bytes and sending is known. */
  private double closed(int device, int from, int to, double open, double sendMs) {
    double use = open + sent(device, to, sendMs);
    if (perResidentByte[device] > 0 || perBufferedByte[device] > 0) {
      use += heldBytes(device, from, to);
      use += sentBytes[device] == null ? 0 : perBufferedByte[device] * sentBytes[device][to];
    }
    return use;
  }

  /** Whether a slice that has used {@code open} but for bytes and sending meets the limit. */
  boolean closes(int device, int from, int to, double open, double sendMs) {
    return Tolerance.isWithin(closed(device, from, to, open, sendMs), allowed[device]);
  }

  /** Whether a whole slice meets the limit. */
  boolean allows(int device, int from, int to, double receiveMs, double sendMs) {
    return !isLimited(device)
        || Tolerance.isWithin(use(device, from, to, receiveMs, sendMs), allowed[device]);
  }

  /** Relative amount by which a whole slice exceeds the limit, 0 where it keeps it. */
  double excess(int device, int from, int to, double receiveMs, double sendMs) {
    return allows(device, from, to, receiveMs, sendMs)
        ? 0
        : use(device, from, to, receiveMs, sendMs) / allowed[device] - 1;
  }
}
