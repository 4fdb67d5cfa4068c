package dev.espalier.cost.table;

import dev.espalier.device.Device;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import java.util.Arrays;
import java.util.Optional;

/**
 * Costs that add up, as prefix sums: a slice is priced in constant time and a plan in time linear
 * in its number of slices.
 */
public final class AdditiveCosts implements CostModel {
  private final TimeTables times;
  private final int deviceCount;
  private final int length;

  /** Weight of each boundary. */
  private final double[] weight;

  private final double[] payloadBytes;

  /** Per device, cost by position, results sent to the sink included. */
  private final PrefixSums[] layers;

  private final double[] entry;

  /** Per ordered pair, weighted cost of handing over that does not depend on the payload. */
  private final double[] handOver;

  /** Per ordered pair, weighted cost of a byte. */
  private final double[] perByte;

  /** Per device, unweighted cost of running a slice at all. */
  private final double[] perSlice;

  private final boolean isPerSlice;
  private final boolean isTime;

  AdditiveCosts(PlanningProblem problem, Objective objective, TimeTables times) {
    this.times = times;
    deviceCount = times.deviceCount();
    length = times.length();
    payloadBytes = times.payloadBytes();
    weight = objective.weighting().layers(problem.linearization());
    layers = new PrefixSums[deviceCount];
    entry = new double[deviceCount];
    perSlice = new double[deviceCount];
    handOver = new double[deviceCount * deviceCount];
    perByte = new double[deviceCount * deviceCount];
    double[] exitWeight = objective.weighting().exits(problem.linearization());
    for (int d = 0; d < deviceCount; d++) {
      Device device = problem.devices().get(d);
      perSlice[d] = objective.perSlice(problem, device);
      layers[d] = layers(problem, objective, d, exitWeight);
      double opening = objective.perComputeMs(problem, device) * device.sliceOverheadMs();
      if (times.isFed(d)) {
        double perMs = objective.perTransferMs(problem, Optional.empty(), Optional.of(device));
        entry[d] = perMs * times.entryMs(d) + objective.perByte() * times.inputBytes();
      }
      entry[d] += opening + perSlice[d];
      for (int from = 0; from < deviceCount; from++) {
        if (from != d) {
          Optional<Device> sender = Optional.of(problem.devices().get(from));
          double perMs = objective.perTransferMs(problem, sender, Optional.of(device));
          handOver[from * deviceCount + d] = perMs * times.linkLatencyMs(from, d) + opening;
          perByte[from * deviceCount + d] =
              perMs * times.linkMsPerByte(from, d) + objective.perByte();
        }
      }
    }
    isPerSlice = Arrays.stream(perSlice).anyMatch(cost -> cost > 0);
    isTime = isTime();
  }

  private boolean isTime() {
    boolean same = !isPerSlice;
    for (int from = 0; from < deviceCount; from++) {
      for (int to = 0; to < deviceCount; to++) {
        int pair = from * deviceCount + to;
        same &=
            from == to
                || handOver[pair] == times.linkLatencyMs(from, to)
                    && perByte[pair] == times.linkMsPerByte(from, to);
      }
    }
    return same;
  }

  /**
   * Cost of handing over at a boundary, of which the transfer time is known.
   *
   * @param transferMs unweighted, ms; spares its price where that is the weighted time
   */
  double cut(int from, int to, int boundary, double transferMs) {
    return isTime ? weight[boundary] * transferMs : cut(from, to, boundary);
  }

  private PrefixSums layers(
      PlanningProblem problem, Objective objective, int d, double[] exitWeight) {
    Device device = problem.devices().get(d);
    double perComputeMs = objective.perComputeMs(problem, device);
    double[] results = new double[length];
    if (times.isDrained(d)) {
      double perMs = objective.perTransferMs(problem, Optional.of(device), Optional.empty());
      for (int e = 0; e < exitWeight.length; e++) {
        results[times.exitPosition(e)] +=
            exitWeight[e]
                * (perMs * times.resultMs(d, e) + objective.perByte() * times.resultBytes(e));
      }
    }
    double[] costs = new double[length];
    for (int i = 0; i < length; i++) {
      costs[i] = weight[i] * (perComputeMs * times.layerMs(d, i)) + results[i];
    }
    return new PrefixSums(costs);
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
    int pair = from * deviceCount + to;
    double cost = weight[boundary] * (handOver[pair] + payloadBytes[boundary] * perByte[pair]);
    return isPerSlice ? cost + perSlice[to] : cost;
  }

  @Override
  public double handOver(int from, int to) {
    return handOver[from * deviceCount + to];
  }

  @Override
  public double perByte(int from, int to) {
    return perByte[from * deviceCount + to];
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
    return sum + length * max(handOver) + Arrays.stream(payloadBytes).sum() * max(perByte);
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
