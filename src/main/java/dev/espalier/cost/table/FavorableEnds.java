package dev.espalier.cost.table;

import dev.espalier.plan.Tolerance;

/**
 * How far a slice may reach at most, whatever its neighbors are: limits that count what a slice
 * receives and sends are taken at the fastest links of its device.
 */
final class FavorableEnds {
  private final CostTables costs;
  private final SliceLimits limits;
  private final double[] receiveMs;
  private final double[] sendMs;
  private final int device;

  FavorableEnds(CostTables costs, SliceLimits limits, int device) {
    this.costs = costs;
    this.limits = limits;
    this.device = device;
    int length = costs.length();
    receiveMs = new double[length + 1];
    sendMs = new double[length + 1];
    LinkTable links = costs.links();
    boolean isAlone = costs.deviceCount() == 1;
    double latencyIn = isAlone ? 0 : links.minLatencyMsTo(device);
    double latencyOut = isAlone ? 0 : links.minLatencyMsFrom(device);
    double perByteIn = isAlone ? 0 : links.minMsPerByteTo(device);
    double perByteOut = isAlone ? 0 : links.minMsPerByteFrom(device);
    receiveMs[0] = costs.entryMs(device);
    for (int boundary = 1; boundary < length; boundary++) {
      double bytes = costs.payloadBytes(boundary);
      receiveMs[boundary] = latencyIn + bytes * perByteIn;
      sendMs[boundary] = latencyOut + bytes * perByteOut;
    }
  }

  /** By first position, the farthest end; never moves back, so that it may be too far. */
  int[] ends() {
    int[] ends = new int[costs.length()];
    int farthest = 0;
    int reach = 0;
    for (int from = 0; from < ends.length; from++) {
      reach = Math.max(reach, from);
      while (reach < ends.length && mayRun(from, reach + 1)) {
        reach++;
      }
      int to = Math.min(reach, limits.end(device, from));
      while (to > Math.max(farthest, from)
          && !limits.allow(device, from, to, receiveMs[from], sendMs[to])) {
        to--;
      }
      farthest = Math.max(farthest, to);
      ends[from] = farthest;
    }
    return ends;
  }

  /** Whether a slice may run its positions, if it sends nothing. */
  private boolean mayRun(int from, int to) {
    for (Meter meter : limits.closing()) {
      if (meter.isLimited(device)) {
        double use = meter.opened(device, from, receiveMs[from]) + meter.layers(device, from, to);
        if (!Tolerance.isWithin(use, meter.allowed(device))) {
          return false;
        }
      }
    }
    return true;
  }
}
