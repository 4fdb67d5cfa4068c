package dev.espalier.cost;

import dev.espalier.device.Device;
import dev.espalier.internal.InvalidFieldException;
import dev.espalier.model.Linearization;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The costs of a problem as prefix sums and range maxima, so that a slice is priced in constant
 * time and a plan in time linear in its number of slices, without allocation.
 *
 * <p>Devices are indices into {@link PlanningProblem#devices()}. Latencies carry the weights of the
 * objective (reach and exit probabilities, or 1); busy times are those of one full run. A plan is
 * given as {@code count} slices: slice k starts at {@code starts[k]} on {@code devices[k]}, {@code
 * starts[0]} is 0. Building takes O(N L log L). Immutable and thread-safe.
 */
public final class CostTables {
  /** Most time that a device may take for the whole network, ms: sums stay exact far below 1e-9. */
  private static final double MAX_TOTAL_MS = 1e18;

  private final int length;
  private final int deviceCount;
  private final int minSlices;
  private final int maxSlices;

  /** Per device, weighted compute time and time of results sent to the sink, by position, ms. */
  private final PrefixSums[] latencyMs;

  /** Per device, unweighted compute time by position, ms. */
  private final PrefixSums[] busyMs;

  private final double[] entryMs;
  private final double[] finalSendMs;

  /** Weight of boundary b. */
  private final double[] boundaryWeight;

  private final double[] payloadBytes;
  private final LinkTable links;
  private final SliceLimits limits;

  /** More than the latency of any plan. */
  private final double latencyCeilingMs;

  /** The tables of a problem. */
  public CostTables(PlanningProblem problem) {
    this(problem, LimitFactors.all(problem, 1));
  }

  /**
   * The tables of a problem whose limits are multiplied by these factors.
   *
   * @throws IllegalArgumentException if a device would take more than 1e18 ms for the whole network
   */
  public CostTables(PlanningProblem problem, LimitFactors factors) {
    Linearization net = problem.linearization();
    List<Device> devices = problem.devices();
    length = net.length();
    deviceCount = devices.size();
    minSlices = problem.minSlices();
    maxSlices = problem.maxSlices();
    latencyMs = new PrefixSums[deviceCount];
    busyMs = new PrefixSums[deviceCount];
    entryMs = new double[deviceCount];
    finalSendMs = new double[deviceCount];
    boundaryWeight = new double[length];
    payloadBytes = new double[length];
    for (int i = 0; i < length; i++) {
      boundaryWeight[i] = weight(problem, i);
      payloadBytes[i] = net.payloadBytes(i);
    }
    for (int d = 0; d < deviceCount; d++) {
      fillDevice(problem, d);
    }
    links = new LinkTable(problem);
    limits = new SliceLimits(problem, factors);
    latencyCeilingMs = ceilingMs();
  }

  private static double weight(PlanningProblem problem, int position) {
    return problem.objective() == Objective.EXPECTED ? problem.linearization().reach(position) : 1;
  }

  private void fillDevice(PlanningProblem problem, int d) {
    Device device = problem.devices().get(d);
    Linearization net = problem.linearization();
    double[] resultMs = new double[length];
    int exits = net.net().exits().size();
    for (int e = 0; e < exits; e++) {
      boolean isFinal = e == exits - 1;
      double share =
          problem.objective() == Objective.EXPECTED
              ? net.net().exits().get(e).probability()
              : isFinal ? 1 : 0;
      resultMs[net.exitPosition(e)] = share * Latency.resultMs(problem, device.name(), e);
    }
    double[] busy = new double[length];
    double[] latency = new double[length];
    for (int i = 0; i < length; i++) {
      busy[i] = ComputeTime.ms(problem, device, i);
      latency[i] = boundaryWeight[i] * busy[i] + resultMs[i];
    }
    busyMs[d] = new PrefixSums(busy);
    latencyMs[d] = new PrefixSums(latency);
    entryMs[d] =
        problem.source().map(born -> Latency.entryMs(problem, born, device.name())).orElse(0.0);
    finalSendMs[d] = Latency.resultMs(problem, device.name(), exits - 1);
    double totalMs = busyMs(d, 0, length);
    if (!(totalMs <= MAX_TOTAL_MS)) {
      throw new InvalidFieldException(
          "devices",
          "device \"%s\": it would run model \"%s\" for %.3g ms; rates and measured times must keep"
                  .formatted(device.name(), net.net().name(), totalMs)
              + " that below 1e18 ms (leave out a device that cannot run it)");
    }
  }

  /** Every position on every device, and every boundary cut over the slowest link. */
  private double ceilingMs() {
    double sum = 1 + Arrays.stream(entryMs).max().orElse(0);
    for (int d = 0; d < deviceCount; d++) {
      sum += latencyMs(d, 0, length);
    }
    return sum + (length - 1) * links.slowestMs(0) + links.slowestMs(sumOfPayloads());
  }

  private double sumOfPayloads() {
    return Arrays.stream(payloadBytes).sum();
  }

  /** Number of positions L. */
  public int length() {
    return length;
  }

  /** Number of devices N that may run a slice. */
  public int deviceCount() {
    return deviceCount;
  }

  /** Fewest slices allowed. */
  public int minSlices() {
    return minSlices;
  }

  /** Most slices allowed. */
  public int maxSlices() {
    return maxSlices;
  }

  /**
   * Weighted time of the positions [from, to) on a device, results sent to the sink included, ms.
   */
  public double latencyMs(int device, int from, int to) {
    return latencyMs[device].sum(from, to);
  }

  /** Unweighted compute time of the positions [from, to) on a device, ms. */
  public double busyMs(int device, int from, int to) {
    return busyMs[device].sum(from, to);
  }

  /** Time to bring the input from the source to a device, ms. */
  public double entryMs(int device) {
    return entryMs[device];
  }

  /** Time to send the final exit's output from a device to the sink, ms. */
  public double finalSendMs(int device) {
    return finalSendMs[device];
  }

  /** Unweighted time to bring the payload of a boundary from one device to another, ms. */
  public double transferMs(int from, int to, int boundary) {
    return links.transferMs(from, to, payloadBytes[boundary]);
  }

  /** Latency of the link from one device to another, ms. */
  public double linkLatencyMs(int from, int to) {
    return links.latencyMs(from, to);
  }

  /** Time of a byte over the link from one device to another, ms. */
  public double linkMsPerByte(int from, int to) {
    return links.msPerByte(from, to);
  }

  /** Payload of a boundary, bytes. */
  public double payloadBytes(int boundary) {
    return payloadBytes[boundary];
  }

  /** Weight of a boundary: reach or 1, by the objective. */
  public double boundaryWeight(int boundary) {
    return boundaryWeight[boundary];
  }

  /** Weighted time to bring the payload of a boundary from one device to another, ms. */
  public double cutMs(int from, int to, int boundary) {
    return boundaryWeight[boundary] * transferMs(from, to, boundary);
  }

  /** Memory of the positions [from, to), bytes. */
  public double memoryBytes(int from, int to) {
    return limits.memoryBytes(from, to);
  }

  /** Farthest end of a slice that starts at {@code from} on a device, by memory alone. */
  public int memoryEnd(int device, int from) {
    return limits.memoryEnd(device, from);
  }

  /** Farthest end of a slice that starts at {@code from} on a device, by memory and pins. */
  public int end(int device, int from) {
    return limits.end(device, from);
  }

  /** Time a device may be busy with one inference, ms; infinite where its energy is not limited. */
  public double busyLimitMs(int device) {
    return limits.busyLimitMs(device);
  }

  /** The objective's value of a plan, ms, whether or not it keeps the limits. */
  public double latencyMs(int[] starts, int[] devices, int count) {
    int device = devices[0];
    double sum = entryMs[device];
    for (int k = 1; k < count; k++) {
      int next = devices[k];
      sum += latencyMs(device, starts[k - 1], starts[k]) + cutMs(device, next, starts[k]);
      device = next;
    }
    return sum + latencyMs(device, starts[count - 1], length);
  }

  /**
   * The objective's value of a plan, ms; infinite where it breaks a limit of memory, energy or
   * pins.
   */
  public double feasibleLatencyMs(int[] starts, int[] devices, int count) {
    if (!limits.any()) {
      return latencyMs(starts, devices, count);
    }
    int from = 0;
    int device = devices[0];
    double receiveMs = entryMs[device];
    double sum = receiveMs;
    for (int k = 1; k < count; k++) {
      int to = starts[k];
      int next = devices[k];
      double sendMs = transferMs(device, next, to);
      if (!limits.allow(device, from, to, receiveMs + busyMs(device, from, to) + sendMs)) {
        return Double.POSITIVE_INFINITY;
      }
      sum += latencyMs(device, from, to) + boundaryWeight[to] * sendMs;
      from = to;
      device = next;
      receiveMs = sendMs;
    }
    double busyMs = receiveMs + busyMs(device, from, length) + finalSendMs[device];
    return limits.allow(device, from, length, busyMs)
        ? sum + latencyMs(device, from, length)
        : Double.POSITIVE_INFINITY;
  }

  /** Computing, receiving and sending of slice k in one full run, ms. */
  public double busyMs(int[] starts, int[] devices, int count, int k) {
    int device = devices[k];
    double receive = k == 0 ? entryMs[device] : transferMs(devices[k - 1], device, starts[k]);
    if (k == count - 1) {
      return receive + busyMs(device, starts[k], length) + finalSendMs[device];
    }
    return receive
        + busyMs(device, starts[k], starts[k + 1])
        + transferMs(device, devices[k + 1], starts[k + 1]);
  }

  /** How far slice k breaks its limits; see {@link #excess(int, int, int, double)}. */
  public double excess(int[] starts, int[] devices, int count, int k) {
    int to = k + 1 < count ? starts[k + 1] : length;
    double busy = limits.anyEnergy() ? busyMs(starts, devices, count, k) : 0;
    return excess(devices[k], starts[k], to, busy);
  }

  /**
   * How far a slice on a device breaks its limits: the relative excess of memory, that of energy,
   * and 1 where a position is pinned elsewhere; 0 where it keeps them all.
   *
   * @param busyMs how long the device is busy with the slice, ms
   */
  public double excess(int device, int from, int to, double busyMs) {
    return limits.excess(device, from, to, busyMs);
  }

  /**
   * Whether a slice keeps memory, energy and pins of its device.
   *
   * @param busyMs how long the device is busy with the slice, ms
   */
  public boolean allows(int device, int from, int to, double busyMs) {
    return limits.allow(device, from, to, busyMs);
  }

  /** Whether any memory, energy or pin can make a plan infeasible. */
  public boolean hasLimits() {
    return limits.any();
  }

  /**
   * What a search charges for a slice that breaks its limits this far, ms: more than the latency of
   * any plan, and more for a limit that is broken further; 0 where the limits are kept.
   */
  public double penaltyMs(double excess) {
    return excess > 0 ? latencyCeilingMs * (1 + excess) : 0;
  }

  /** The slices of a plan, with the names of its devices. */
  public static List<Slice> slices(
      PlanningProblem problem, int[] starts, int[] devices, int count) {
    List<Slice> slices = new ArrayList<>(count);
    for (int k = 0; k < count; k++) {
      int to = k + 1 < count ? starts[k + 1] : problem.linearization().length();
      slices.add(new Slice(problem.devices().get(devices[k]).name(), starts[k], to));
    }
    return slices;
  }
}
