package dev.espalier.cost.table;

import dev.espalier.device.Device;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Costs that add up, as prefix sums: a slice is priced in constant time and a plan in time linear
 * in its number of slices.
 */
public final class AdditiveCosts implements CostModel {
  private final TimeTables times;
  private final Kinds linkKinds;
  private final int deviceCount;
  private final int length;

  /** Weight of each boundary. */
  private final double[] weight;

  private final double[] payloadBytes;

  /** Per device, cost by position, results sent to the sink included; shared where equal. */
  private final PrefixSums[] layers;

  /** Devices that share a table of {@link #layers}. */
  private final Kinds layerKinds;

  private final double[] entry;

  /** Per device, cost of opening a slice there that is weighted. */
  private final double[] opening;

  /** Per device, unweighted cost of running a slice at all. */
  private final double[] perSlice;

  private final TransferRates rates;
  private final double perPayloadByte;

  /**
   * Per ordered pair of few devices, what {@link #handOver} and {@link #perByte} are; null where
   * there are many, and both are computed.
   */
  private final double[] handOvers;

  private final double[] perBytes;

  /** Whether what a transfer costs is charged to its two ends apart. */
  private final boolean isChargedToEnds;

  private final boolean isPerSlice;
  private final boolean isTime;

  AdditiveCosts(
      PlanningProblem problem,
      Objective objective,
      TimeTables times,
      TransferRates rates,
      Kinds linkKinds) {
    this.times = times;
    this.rates = rates;
    this.linkKinds = linkKinds;
    deviceCount = times.deviceCount();
    length = times.length();
    payloadBytes = times.payloadBytes();
    perPayloadByte = objective.perByte();
    weight = objective.weighting().layers(problem.linearization());
    entry = new double[deviceCount];
    opening = new double[deviceCount];
    perSlice = new double[deviceCount];
    for (int d = 0; d < deviceCount; d++) {
      Device device = problem.devices().get(d);
      perSlice[d] = objective.perSlice(problem, device);
      opening[d] = objective.perComputeMs(problem, device) * device.sliceOverheadMs();
      if (times.isFed(d)) {
        double perMs = objective.perTransferMs(problem, Optional.empty(), Optional.of(device));
        entry[d] = perMs * times.entryMs(d) + perPayloadByte * times.inputBytes();
      }
      entry[d] += opening[d] + perSlice[d];
    }
    layerKinds = layerKinds(problem, objective);
    layers = layers(problem, objective);
    handOvers = rates.byPair(this::computedHandOver);
    perBytes = rates.perBytes();
    isChargedToEnds = rates.areChargedToEnds();
    isPerSlice = Arrays.stream(perSlice).anyMatch(cost -> cost > 0);
    isTime = isTime();
  }

  private Kinds layerKinds(PlanningProblem problem, Objective objective) {
    Kinds byTimes = times.kindsByResults();
    return Kinds.by(
        deviceCount,
        d -> {
          Device device = problem.devices().get(d);
          return List.of(
              byTimes.of(d),
              objective.perComputeMs(problem, device),
              perResultMs(problem, objective, d));
        });
  }

  /** Charge of a millisecond of sending results to the sink. */
  private double perResultMs(PlanningProblem problem, Objective objective, int d) {
    Optional<Device> device = Optional.of(problem.devices().get(d));
    return times.isDrained(d) ? objective.perTransferMs(problem, device, Optional.empty()) : 0;
  }

  /** Where costs are the weighted times, their tables are those of the times. */
  private PrefixSums[] layers(PlanningProblem problem, Objective objective) {
    double[] exitWeight = objective.weighting().exits(problem.linearization());
    boolean isTime = perPayloadByte == 0;
    for (int d = 0; d < deviceCount; d++) {
      isTime &= objective.perComputeMs(problem, problem.devices().get(d)) == 1;
      isTime &= !times.isDrained(d) || perResultMs(problem, objective, d) == 1;
    }
    return isTime ? times.weightedMs(weight, exitWeight) : sums(problem, objective, exitWeight);
  }

  private PrefixSums[] sums(PlanningProblem problem, Objective objective, double[] exitWeight) {
    TimeTables.Key weights = TimeTables.weightsKey(weight, exitWeight);
    return layerKinds.expand(
        new PrefixSums[deviceCount],
        d -> {
          double perComputeMs = objective.perComputeMs(problem, problem.devices().get(d));
          double perMs = perResultMs(problem, objective, d);
          return times.sums(
              d,
              new TimeTables.Key(weights, perComputeMs, perMs, perPayloadByte),
              () -> layerCosts(d, perComputeMs, perMs, exitWeight));
        });
  }

  private double[] layerCosts(int d, double perComputeMs, double perMs, double[] exitWeight) {
    double[] costs = times.layerMs(d, perComputeMs, weight);
    for (int e = 0; e < exitWeight.length && times.isDrained(d); e++) {
      costs[times.exitPosition(e)] +=
          exitWeight[e] * (perMs * times.resultMs(d, e) + perPayloadByte * times.resultBytes(e));
    }
    return costs;
  }

  private double computedHandOver(int from, int to) {
    return rates.latency(from, to) + opening[to];
  }

  private boolean isTime() {
    return !isPerSlice
        && perPayloadByte == 0
        && rates.isOne()
        && Arrays.stream(opening).allMatch(cost -> cost == 0);
  }

  /**
   * Cost of handing over at a boundary, of which the transfer time is known.
   *
   * @param transferMs unweighted, ms; spares its price where that is the weighted time
   */
  double cut(int from, int to, int boundary, double transferMs) {
    return isTime ? weight[boundary] * transferMs : cut(from, to, boundary);
  }

  /** Whether {@link #sendCost} or {@link #receiveCost} is above 0 anywhere. */
  public boolean isChargedToEnds() {
    return isChargedToEnds || isPerSlice || Arrays.stream(opening).anyMatch(cost -> cost > 0);
  }

  private double linkMs(int boundary) {
    return times.links().transferMs(0, deviceCount - 1, payloadBytes[boundary]);
  }

  @Override
  public double linkCost(int fromKind, int toKind, int boundary) {
    double bytes = payloadBytes[boundary];
    if (isChargedToEnds) {
      return weight[boundary] * bytes * perPayloadByte;
    }
    int from = linkKinds.first(fromKind);
    int to = linkKinds.other(fromKind, toKind);
    return to < 0
        ? 0
        : weight[boundary]
            * (rates.of(from, to) * times.links().transferMs(from, to, bytes)
                + bytes * perPayloadByte);
  }

  /**
   * Charge of a millisecond of a transfer between devices of these kinds of links, as far as {@link
   * #linkCost} has it: with {@link #linkLatencyMs}, {@link #linkMsPerByte} and {@link
   * #perPayloadByte}, that is {@code weight x (rate x (latency + bytes x perByte) + bytes x
   * perPayloadByte)}.
   */
  public double linkRate(int fromKind, int toKind) {
    int to = linkKinds.other(fromKind, toKind);
    return isChargedToEnds || to < 0 ? 0 : rates.of(linkKinds.first(fromKind), to);
  }

  /** Latency between devices of these kinds of links, ms; 0 where there are no two of them. */
  public double linkLatencyMs(int fromKind, int toKind) {
    int to = linkKinds.other(fromKind, toKind);
    return to < 0 ? 0 : times.linkLatencyMs(linkKinds.first(fromKind), to);
  }

  /** Time of a byte between devices of these kinds of links, ms; 0 where there are no two. */
  public double linkMsPerByte(int fromKind, int toKind) {
    int to = linkKinds.other(fromKind, toKind);
    return to < 0 ? 0 : times.linkMsPerByte(linkKinds.first(fromKind), to);
  }

  /** Charge of a byte of a payload, whatever link it takes. */
  public double perPayloadByte() {
    return perPayloadByte;
  }

  @Override
  public double sendCost(int device, int boundary) {
    return isChargedToEnds ? weight[boundary] * rates.sending(device) * linkMs(boundary) : 0;
  }

  @Override
  public double receiveCost(int device, int boundary) {
    double opened = weight[boundary] * opening[device] + perSlice[device];
    return isChargedToEnds
        ? opened + weight[boundary] * rates.receiving(device) * linkMs(boundary)
        : opened;
  }

  /** What devices have in common that are priced alike, but for their links. */
  @Override
  public Object key(int device) {
    return List.of(
        layerKinds.of(device), entry[device], opening[device], perSlice[device], rates.key(device));
  }

  @Override
  public double entry(int device) {
    return entry[device];
  }

  @Override
  public double slice(int device, int from, int to) {
    return layers[device].sum(from, to);
  }

  @Override
  public double cut(int from, int to, int boundary) {
    double cost =
        weight[boundary] * (handOver(from, to) + payloadBytes[boundary] * perByte(from, to));
    return isPerSlice ? cost + perSlice[to] : cost;
  }

  @Override
  public double handOver(int from, int to) {
    return handOvers == null ? computedHandOver(from, to) : handOvers[from * deviceCount + to];
  }

  @Override
  public double perByte(int from, int to) {
    return perBytes == null ? rates.perByte(from, to) : perBytes[from * deviceCount + to];
  }

  @Override
  public double perSlice(int device) {
    return perSlice[device];
  }

  @Override
  public double weight(int boundary) {
    return weight[boundary];
  }

  @Override
  public double summable(double cost) {
    return cost;
  }

  @Override
  public double join(double a, double b) {
    return a + b;
  }

  @Override
  public double value(int[] starts, int[] devices, int count) {
    int device = devices[0];
    double sum = entry[device];
    for (int k = 1; k < count; k++) {
      int next = devices[k];
      sum += slice(device, starts[k - 1], starts[k]) + cut(device, next, starts[k]);
      device = next;
    }
    return sum + slice(device, starts[count - 1], length);
  }

  @Override
  public double rank(int[] starts, int[] devices, int count) {
    return value(starts, devices, count);
  }

  /** Every position on every device, and every boundary cut over the most expensive link. */
  @Override
  public double ceiling() {
    double sum = 1 + max(entry) + deviceCount * max(perSlice);
    for (int d = 0; d < deviceCount; d++) {
      sum += slice(d, 0, length);
    }
    return sum
        + length * (rates.maxLatency() + max(opening))
        + Arrays.stream(payloadBytes).sum() * rates.maxPerByte();
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElse(0);
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public void begin(int device, double[] to, int at) {
    to[at] = entry[device];
  }

  @Override
  public void run(int device, int position, double[] state, int at) {
    state[at] += slice(device, position, position + 1);
  }

  @Override
  public void hand(
      int device, int next, int boundary, double[] state, int at, double[] to, int toAt) {
    to[toAt] = state[at] + cut(device, next, boundary);
  }

  @Override
  public double end(int device, double[] state, int at) {
    return state[at];
  }
}
