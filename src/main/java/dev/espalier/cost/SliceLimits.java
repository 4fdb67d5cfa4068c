package dev.espalier.cost;

import dev.espalier.device.Device;
import dev.espalier.internal.Units;
import dev.espalier.model.Linearization;
import dev.espalier.plan.PlanValidator;
import dev.espalier.plan.PlanningProblem;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * What memory, energy and pins allow a slice to be: the part of {@link CostTables} about limits.
 */
final class SliceLimits {
  private final int length;
  private final double[] busyLimitMs;
  private final double[] memoryLimitBytes;
  private final double[] weightByteSum;
  private final double[][] liveMaxima;

  /** Per device and first position: farthest end that memory allows. */
  private final int[] memoryEnd;

  /** Per device and first position: farthest end that pins allow. */
  private final int[] pinEnd;

  /** Per device and first position: farthest end that memory and pins allow. */
  private final int[] end;

  private final boolean anyEnergy;
  private final boolean any;

  SliceLimits(PlanningProblem problem, LimitFactors factors) {
    Linearization net = problem.linearization();
    int deviceCount = problem.devices().size();
    length = net.length();
    weightByteSum = new double[length + 1];
    double[] live = new double[length];
    for (int i = 0; i < length; i++) {
      weightByteSum[i + 1] = weightByteSum[i] + net.layer(i).weightBytes();
      live[i] = net.liveBytes(i);
    }
    liveMaxima = RangeMaxima.of(live);
    busyLimitMs = new double[deviceCount];
    memoryLimitBytes = new double[deviceCount];
    memoryEnd = new int[deviceCount * length];
    pinEnd = new int[deviceCount * length];
    for (int d = 0; d < deviceCount; d++) {
      Device device = problem.devices().get(d);
      double memoryMiB = device.memoryMiB().orElse(Double.POSITIVE_INFINITY);
      memoryLimitBytes[d] = factors.memory(d) * Units.mibToBytes(memoryMiB);
      busyLimitMs[d] =
          factors.energy(d) * busyLimitMs(device.powerW(), problem.energyLimitJ(device));
      fillMemoryEnds(d);
      fillPinEnds(d, problem);
    }
    end = new int[memoryEnd.length];
    Arrays.setAll(end, i -> Math.min(memoryEnd[i], pinEnd[i]));
    anyEnergy = Arrays.stream(busyLimitMs).anyMatch(Double::isFinite);
    any = anyEnergy || Arrays.stream(end).anyMatch(to -> to < length);
  }

  private static double busyLimitMs(OptionalDouble powerW, OptionalDouble energyLimitJ) {
    boolean limited = energyLimitJ.isPresent() && powerW.orElse(0) > 0;
    return limited
        ? Units.joulesToMs(energyLimitJ.getAsDouble(), powerW.getAsDouble())
        : Double.POSITIVE_INFINITY;
  }

  /** Two pointers: a later first position never allows an earlier end. */
  private void fillMemoryEnds(int device) {
    int to = 0;
    for (int from = 0; from < length; from++) {
      to = Math.max(to, from);
      while (to < length
          && PlanValidator.isWithin(memoryBytes(from, to + 1), memoryLimitBytes[device])) {
        to++;
      }
      memoryEnd[device * length + from] = to;
    }
  }

  private void fillPinEnds(int device, PlanningProblem problem) {
    int to = length;
    for (int from = length - 1; from >= 0; from--) {
      String pinned = problem.pins().get(from);
      if (pinned != null && !pinned.equals(problem.devices().get(device).name())) {
        to = from;
      }
      pinEnd[device * length + from] = to;
    }
  }

  double memoryBytes(int from, int to) {
    return weightByteSum[to] - weightByteSum[from] + RangeMaxima.max(liveMaxima, from, to);
  }

  int memoryEnd(int device, int from) {
    return memoryEnd[device * length + from];
  }

  int end(int device, int from) {
    return end[device * length + from];
  }

  double busyLimitMs(int device) {
    return busyLimitMs[device];
  }

  /** Whether a slice keeps all limits of its device. */
  boolean allow(int device, int from, int to, double busyMs) {
    return to <= end[device * length + from] && PlanValidator.isWithin(busyMs, busyLimitMs[device]);
  }

  /** See {@link CostTables#excess(int, int, int, double)}. */
  double excess(int device, int from, int to, double busyMs) {
    double excess = 0;
    if (to > end[device * length + from]) {
      if (to > memoryEnd[device * length + from]) {
        excess += memoryBytes(from, to) / memoryLimitBytes[device] - 1;
      }
      if (to > pinEnd[device * length + from]) {
        excess += 1;
      }
    }
    double limit = busyLimitMs[device];
    if (!PlanValidator.isWithin(busyMs, limit)) {
      excess += busyMs / limit - 1;
    }
    return excess;
  }

  boolean anyEnergy() {
    return anyEnergy;
  }

  boolean any() {
    return any;
  }
}
