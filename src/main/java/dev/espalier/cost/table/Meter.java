package dev.espalier.cost.table;

import dev.espalier.cost.SliceUse;
import dev.espalier.device.Device;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.SliceLimit;
import dev.espalier.plan.Tolerance;
import dev.espalier.plan.Weighting;
import java.util.Arrays;
import java.util.List;

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

  /**
   * Per device, weighted time by position, results sent to the sink included; null if none. Where
   * computing and sending are charged alike, it is shared and counts {@link #perMs} times.
   */
  private final PrefixSums[] layers;

  private final double[] perMs;

  /** Bytes of the message at each boundary between two slices. */
  private final double[] payloadBytes;

  /** Per device, bytes of the model input if it receives it, and of the results that it sends. */
  private final double[] inputBytes;

  private final double[] resultBytes;
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
    perMs = new double[n];
    payloadBytes = times.payloadBytes();
    inputBytes = new double[n];
    resultBytes = new double[n];
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
      perComputeMs[d] = rates.perComputeMs();
      perTransferMs[d] = rates.perTransferMs();
      perBufferedByte[d] = rates.perBufferedByte();
      opening[d] = rates.perComputeMs() * device.sliceOverheadMs();
      anyTimed |= rates.perComputeMs() > 0 || rates.perTransferMs() > 0 || rates.constant() > 0;
      anyBuffered |= rates.perBufferedByte() > 0;
      inputBytes[d] = SliceUse.receivedBytes(problem, device.name(), 0);
      resultBytes[d] = SliceUse.sentBytes(problem, device.name(), length);
    }
    isTimed = anyTimed;
    isBuffered = anyBuffered;
    layers = layers(times, exitWeight);
  }

  private PrefixSums[] layers(TimeTables times, double[] exitWeight) {
    int n = allowed.length;
    Kinds byTimes = times.kindsByResults();
    Kinds kinds =
        Kinds.by(
            n,
            d ->
                isClocked(d)
                    ? List.of(byTimes.of(d), perComputeMs[d], perTransferMs[d])
                    : List.of());
    Arrays.setAll(perMs, d -> isChargedAlike(times, d) ? perComputeMs[d] : 1);
    return kinds.expand(new PrefixSums[n], d -> isClocked(d) ? layers(times, d, exitWeight) : null);
  }

  /** Whether time counts on a device. */
  private boolean isClocked(int device) {
    return perComputeMs[device] > 0 || perTransferMs[device] > 0;
  }

  private boolean isChargedAlike(TimeTables times, int device) {
    return perComputeMs[device] == perTransferMs[device] || !times.isDrained(device);
  }

  private PrefixSums layers(TimeTables times, int device, double[] exitWeight) {
    if (isChargedAlike(times, device)) {
      return times.weightedMs(weight, exitWeight)[device];
    }
    TimeTables.Key weights = TimeTables.weightsKey(weight, exitWeight);
    return times.sums(
        device,
        new TimeTables.Key("use", weights, perComputeMs[device], perTransferMs[device]),
        () -> layerUses(times, device, exitWeight));
  }

  private double[] layerUses(TimeTables times, int device, double[] exitWeight) {
    double[] use = times.layerMs(device);
    for (int i = 0; i < length; i++) {
      use[i] *= weight[i] * perComputeMs[device];
    }
    for (int e = 0; e < exitWeight.length; e++) {
      use[times.exitPosition(e)] +=
          exitWeight[e] * perTransferMs[device] * times.resultMs(device, e);
    }
    return use;
  }

  /**
   * This meter in milliseconds, where computing and transferring are charged alike on every device,
   * and nothing else is; null elsewhere.
   */
  Plain plain(TimeTables times, double[] exitWeight) {
    PrefixSums[] layersMs = times.weightedMs(weight, exitWeight);
    double[] allowedMs = new double[allowed.length];
    for (int d = 0; d < allowed.length; d++) {
      allowedMs[d] = allowed[d];
      if (isLimited(d)) {
        if (!isPlain(d)) {
          return null;
        }
        allowedMs[d] = (allowed[d] - constant[d]) / perTransferMs[d];
      }
    }
    return new Plain(Arrays.copyOf(weight, length + 1), layersMs, allowedMs);
  }

  private boolean isPlain(int device) {
    return perTransferMs[device] > 0
        && perComputeMs[device] == perTransferMs[device]
        && opening[device] == 0
        && perResidentByte[device] == 0
        && perBufferedByte[device] == 0;
  }

  /** What devices that are metered alike have in common, but for their times. */
  Object key(int device) {
    return List.of(
        allowed[device],
        constant[device],
        perComputeMs[device],
        perTransferMs[device],
        opening[device],
        bytesKey(device));
  }

  /** What devices that may hold equally many bytes have in common. */
  Object bytesKey(int device) {
    return isOfBytes(device)
        ? List.of(
            allowed[device],
            perResidentByte[device],
            perBufferedByte[device],
            inputBytes[device],
            resultBytes[device])
        : List.of();
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

  /** Whether bytes count on a device. */
  boolean isOfBytes(int device) {
    return perResidentByte[device] > 0 || perBufferedByte[device] > 0;
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
    return layers[device] == null ? 0 : perMs[device] * layers[device].sum(from, to);
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
    return perBufferedByte[device] * (from == 0 ? inputBytes[device] : payloadBytes[from]);
  }

  /** Use of a whole slice. */
  double use(int device, int from, int to, double receiveMs, double sendMs) {
    double open = opened(device, from, receiveMs) + layers(device, from, to);
    return closed(device, from, to, open, sendMs);
  }

  /** Use of a slice when it is closed, of which all but bytes and sending is known. */
  private double closed(int device, int from, int to, double open, double sendMs) {
    double use = open + sent(device, to, sendMs);
    if (isOfBytes(device)) {
      use += heldBytes(device, from, to);
      use += perBufferedByte[device] * (to == length ? resultBytes[device] : payloadBytes[to]);
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

  /**
   * A meter whose limit is on computing and transferring alike, such as energy, in milliseconds:
   * what searches read most, as few numbers as it takes.
   */
  static final class Plain {
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
    Plain(double[] weight, PrefixSums[] layersMs, double[] allowedMs) {
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
}
