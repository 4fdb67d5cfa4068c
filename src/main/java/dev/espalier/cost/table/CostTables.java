package dev.espalier.cost.table;

import dev.espalier.plan.Objective;
import dev.espalier.plan.PathLimit;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.Tolerance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A problem in tables, so that a slice is priced in constant time and a plan in time linear in its
 * number of slices, without allocation.
 *
 * <p>Devices are indices into {@link PlanningProblem#devices()}. Costs are those of the objective,
 * in its unit; times are unweighted. A plan is given as {@code count} slices: slice k starts at
 * {@code starts[k]} on {@code devices[k]}, {@code starts[0]} is 0. Immutable and thread-safe.
 */
public final class CostTables {
  private final int minSlices;
  private final int maxSlices;
  private final TimeTables times;
  private final CostModel model;
  private final Kinds linkKinds;
  private final Kinds kinds;
  private final int lastExit;
  private final double[] entryMs;
  private final SliceLimits limits;
  private final CostModel[] pathModels;
  private final double[] pathAllowed;
  private final double ceiling;

  /** The model where costs add up and nothing but its slices limits a plan; else null. */
  private final AdditiveCosts additive;

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
    this(problem, factors, null);
  }

  private CostTables(PlanningProblem problem, LimitFactors factors, CostTables old) {
    minSlices = problem.minSlices();
    maxSlices = problem.maxSlices();
    times = new TimeTables(problem, old == null ? null : old.times);
    List<PathLimit> paths = problem.pathLimits();
    List<TransferRates> rates = new ArrayList<>();
    rates.add(new TransferRates(problem, problem.objective(), times.links()));
    paths.forEach(path -> rates.add(new TransferRates(problem, path.objective(), times.links())));
    linkKinds = TransferRates.linkKinds(times.links(), rates);
    model = model(problem, problem.objective(), rates.get(0));
    lastExit = problem.linearization().net().exits().size() - 1;
    entryMs = new double[deviceCount()];
    Arrays.setAll(entryMs, times::entryMs);
    limits = new SliceLimits(problem, times, factors, old == null ? null : old.limits);
    pathModels = new CostModel[paths.size()];
    pathAllowed = new double[paths.size()];
    for (int i = 0; i < pathModels.length; i++) {
      pathModels[i] = model(problem, paths.get(i).objective(), rates.get(i + 1));
      pathAllowed[i] = factors.path(i) * paths.get(i).allowed();
    }
    ceiling = model.ceiling();
    kinds = Kinds.interchangeable(times, linkKinds, limits, model, pathModels);
    additive = model instanceof AdditiveCosts sum && pathModels.length == 0 ? sum : null;
    times.close();
  }

  /** The tables of a changed problem: as if made anew, but what did not change is taken over. */
  public CostTables updated(PlanningProblem problem) {
    return new CostTables(problem, LimitFactors.all(problem, 1), this);
  }

  private CostModel model(PlanningProblem problem, Objective objective, TransferRates rates) {
    return switch (objective.combination()) {
      case SUM -> new AdditiveCosts(problem, objective, times, rates, linkKinds);
      case MAX -> new BottleneckCosts(problem, objective, times, rates, linkKinds);
    };
  }

  /** Number of kinds of devices; see {@link #kind}. */
  public int kindCount() {
    return kinds.count();
  }

  /**
   * The kind of a device, from 0 on. Devices of one kind are interchangeable: where one stands for
   * another in a plan, or two swap places, neither value nor limits change but for rounding.
   */
  public int kind(int device) {
    return kinds.of(device);
  }

  Kinds kinds() {
    return kinds;
  }

  /** Number of kinds of links' ends; 1 where all links are alike; see {@link #linkKind}. */
  public int linkKindCount() {
    return linkKinds.count();
  }

  /**
   * The kind of a device as the end of a link: it decides the latency of a link, the time of a byte
   * and, up to parts of either end alone, what a cut costs; see {@link CostModel#linkCost}.
   */
  public int linkKind(int device) {
    return linkKinds.of(device);
  }

  /** The objective's cost model. */
  public CostModel model() {
    return model;
  }

  /** Cost models of the limits on whole plans. */
  public List<CostModel> pathModels() {
    return List.of(pathModels);
  }

  /** The largest value that the limit on whole plans of that index allows. */
  public double pathAllowed(int limit) {
    return pathAllowed[limit];
  }

  /** Whether the objective's costs add up. */
  public boolean isSum() {
    return model instanceof AdditiveCosts;
  }

  /**
   * By first position, an end that no slice on a device exceeds, whatever its neighbors are; never
   * moves back, so that it may be too far for some first positions.
   */
  public int[] farthestEnds(int device) {
    return new FavorableEnds(this, limits, device).ends();
  }

  /** Whether costs add up, and nothing but its slices limits a plan. */
  public boolean isAdditive() {
    return additive != null;
  }

  /** Number of positions L. */
  public int length() {
    return times.length();
  }

  /** Number of devices N that may run a slice. */
  public int deviceCount() {
    return times.deviceCount();
  }

  /** Minimum number of slices. */
  public int minSlices() {
    return minSlices;
  }

  /** Maximum number of slices. */
  public int maxSlices() {
    return maxSlices;
  }

  /** Cost of bringing the model input to a device and opening the first slice there. */
  public double entry(int device) {
    return model.entry(device);
  }

  /** Cost of the positions [from, to) on a device. */
  public double slice(int device, int from, int to) {
    return model.slice(device, from, to);
  }

  /** Cost of handing over at a boundary from one device to another. */
  public double cut(int from, int to, int boundary) {
    return model.cut(from, to, boundary);
  }

  /** Unweighted compute time of the positions [from, to) on a device, ms. */
  public double computeMs(int device, int from, int to) {
    return times.computeMs(device, from, to);
  }

  /** Time to bring the input from the source to a device, ms. */
  public double entryMs(int device) {
    return entryMs[device];
  }

  /** Time to send the final exit's output from a device to the sink, ms. */
  public double finalSendMs(int device) {
    return times.resultMs(device, lastExit);
  }

  /** Unweighted time to bring the payload of a boundary from one device to another, ms. */
  public double transferMs(int from, int to, int boundary) {
    return times.transferMs(from, to, boundary);
  }

  /** Latency of the link from one device to another, ms. */
  public double linkLatencyMs(int from, int to) {
    return times.linkLatencyMs(from, to);
  }

  /** Time of a byte over the link from one device to another, ms. */
  public double linkMsPerByte(int from, int to) {
    return times.linkMsPerByte(from, to);
  }

  LinkTable links() {
    return times.links();
  }

  /** Payload of a boundary, bytes. */
  public double payloadBytes(int boundary) {
    return times.payloadBytes()[boundary];
  }

  /** Weight of a boundary in the objective. */
  public double boundaryWeight(int boundary) {
    return model.weight(boundary);
  }

  /** Weights and live tensors of the positions [from, to), bytes. */
  public double residentBytes(int from, int to) {
    return limits.residentBytes(from, to);
  }

  /** Farthest end of a slice that starts at {@code from} on a device, by limits on bytes alone. */
  public int heldEnd(int device, int from) {
    return limits.heldEnd(device, from);
  }

  /** Farthest end of a slice that starts at {@code from} on a device, by bytes and pins. */
  public int end(int device, int from) {
    return limits.end(device, from);
  }

  /** Farthest end of a slice that runs a position on a device, wherever it starts. */
  public int openEnd(int device, int position) {
    return limits.openEnd(device, position);
  }

  List<Meter> closingMeters() {
    return limits.closing();
  }

  /** The objective's value of a plan, whether or not it meets the limits. */
  public double value(int[] starts, int[] devices, int count) {
    return model.value(starts, devices, count);
  }

  /** The objective's value of a plan; infinite where it breaks a limit or a pin. */
  public double feasibleValue(int[] starts, int[] devices, int count) {
    if (additive != null) {
      return limits.any()
          ? feasibleSum(starts, devices, count)
          : additive.value(starts, devices, count);
    }
    boolean isFeasible = isFeasible(starts, devices, count);
    return isFeasible ? model.value(starts, devices, count) : Double.POSITIVE_INFINITY;
  }

  /** Value and limits in one pass, as this is what searches do most. */
  private double feasibleSum(int[] starts, int[] devices, int count) {
    int from = 0;
    int device = devices[0];
    double receiveMs = entryMs[device];
    double sum = additive.entry(device);
    for (int k = 1; k < count; k++) {
      int to = starts[k];
      int next = devices[k];
      double sendMs = times.transferMs(device, next, to);
      if (!limits.allow(device, from, to, receiveMs, sendMs)) {
        return Double.POSITIVE_INFINITY;
      }
      sum += additive.slice(device, from, to) + additive.cut(device, next, to, sendMs);
      from = to;
      device = next;
      receiveMs = sendMs;
    }
    return limits.allow(device, from, length(), receiveMs, 0)
        ? sum + additive.slice(device, from, length())
        : Double.POSITIVE_INFINITY;
  }

  private boolean isFeasible(int[] starts, int[] devices, int count) {
    if (limits.any()) {
      int device = devices[0];
      double receiveMs = entryMs[device];
      for (int k = 1; k < count; k++) {
        int next = devices[k];
        double sendMs = limits.anyClosing() ? transferMs(device, next, starts[k]) : 0;
        if (!limits.allow(device, starts[k - 1], starts[k], receiveMs, sendMs)) {
          return false;
        }
        device = next;
        receiveMs = sendMs;
      }
      if (!limits.allow(device, starts[count - 1], length(), receiveMs, 0)) {
        return false;
      }
    }
    for (int i = 0; i < pathModels.length; i++) {
      if (!Tolerance.isWithin(pathModels[i].value(starts, devices, count), pathAllowed[i])) {
        return false;
      }
    }
    return true;
  }

  /** Excess of slice k of a plan over its limits. */
  public double excess(int[] starts, int[] devices, int count, int k) {
    int device = devices[k];
    boolean isLast = k + 1 == count;
    int to = isLast ? length() : starts[k + 1];
    double receiveMs = k == 0 ? entryMs[device] : transferMs(devices[k - 1], device, starts[k]);
    double sendMs = isLast ? 0 : transferMs(device, devices[k + 1], to);
    return excess(device, starts[k], to, receiveMs, sendMs);
  }

  /**
   * Excess of a slice on a device over its limits: the sum of the relative excesses, and 1 where a
   * position is pinned elsewhere; 0 where it keeps them all.
   *
   * @param receiveMs time for which it receives, ms
   * @param sendMs time for which it sends to the next slice, ms
   */
  public double excess(int device, int from, int to, double receiveMs, double sendMs) {
    return limits.excess(device, from, to, receiveMs, sendMs);
  }

  /** Excess of a plan over the limits on whole plans: the sum of the relative excesses. */
  public double pathExcess(int[] starts, int[] devices, int count) {
    double excess = 0;
    for (int i = 0; i < pathModels.length; i++) {
      double value = pathModels[i].value(starts, devices, count);
      if (!Tolerance.isWithin(value, pathAllowed[i])) {
        excess += value / pathAllowed[i] - 1;
      }
    }
    return excess;
  }

  /**
   * Whether a slice meets the limits of its device.
   *
   * @param receiveMs time for which it receives, ms
   * @param sendMs time for which it sends to the next slice, ms
   */
  public boolean allows(int device, int from, int to, double receiveMs, double sendMs) {
    return limits.allow(device, from, to, receiveMs, sendMs);
  }

  /** Whether a slice fits wherever one of the same end that starts earlier does. */
  public boolean doLaterStartsFitBetter() {
    return !limits.anyBuffered();
  }

  /** Whether a limit on slices depends on what they receive or send. */
  public boolean hasClosingLimits() {
    return limits.anyClosing();
  }

  /** Whether any limit on slices, or a pin, can make a plan infeasible. */
  public boolean hasSliceLimits() {
    return limits.any();
  }

  /** Whether any limit or pin can make a plan infeasible. */
  public boolean hasLimits() {
    return limits.any() || pathModels.length > 0;
  }

  /**
   * Penalty of a search for an excess over limits: more than the value of any plan, and more for a
   * limit that is broken further; 0 where the limits are kept.
   */
  public double penalty(double excess) {
    return excess > 0 ? ceiling * (1 + excess) : 0;
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
