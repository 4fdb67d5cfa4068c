package dev.espalier.search.exhaustive;

import dev.espalier.cost.table.CostTables;

/**
 * Prices every plan of a number of slices whose first slice is given, depth first. Where costs add
 * up, a slice is added to what the slices before it cost; elsewhere each plan is priced by itself.
 * No plan is skipped, not even those whose beginning breaks a limit.
 */
final class SubtreeEnumeration {
  private final CostTables costs;
  private final boolean additive;
  private final Tails tails;
  private final Tally tally;
  private final int length;
  private final int count;
  private final int[] starts;
  private final int[] devices;
  private final boolean[] used;

  private double best = Double.POSITIVE_INFINITY;
  private int[] bestStarts;
  private int[] bestDevices;
  private long uncounted;
  private boolean stopped;

  /** All plans of {@code count} slices. */
  SubtreeEnumeration(CostTables costs, Tails tails, int count, Tally tally) {
    this.costs = costs;
    this.tails = tails;
    this.count = count;
    this.tally = tally;
    additive = costs.isAdditive();
    length = costs.length();
    starts = new int[count];
    devices = new int[count];
    used = new boolean[costs.deviceCount()];
  }

  /** Prices the plans that begin with positions [0, firstEnd) on a device. */
  void run(int firstDevice, int firstEnd) {
    place(0, 0, firstDevice);
    double entry = costs.entry(firstDevice);
    double receiveMs = costs.entryMs(firstDevice);
    if (count == 1) {
      lastSlice(0, entry, receiveMs);
    } else {
      closeSlice(0, firstEnd, entry, receiveMs);
    }
    flush();
  }

  private void place(int slice, int start, int device) {
    starts[slice] = start;
    devices[slice] = device;
    used[device] = true;
  }

  /**
   * Ends a slice at a boundary and goes on with every device for the next one.
   *
   * @param sum cost of all before this slice, handing over to it included; infinite where a limit
   *     is broken already
   * @param receiveMs time for which the slice's device receives, ms
   */
  private void closeSlice(int slice, int end, double sum, double receiveMs) {
    int device = devices[slice];
    int from = starts[slice];
    double done = sum + costs.slice(device, from, end);
    for (int next = 0; next < used.length && !stopped; next++) {
      if (!used[next]) {
        double sendMs = costs.transferMs(device, next, end);
        double all =
            costs.allows(device, from, end, receiveMs, sendMs)
                ? done + costs.cut(device, next, end)
                : Double.POSITIVE_INFINITY;
        place(slice + 1, end, next);
        openSlice(slice + 1, all, sendMs);
        used[next] = false;
      }
    }
  }

  /** Goes on with a slice that has begun: the last one, or every end that leaves room for more. */
  private void openSlice(int slice, double sum, double receiveMs) {
    int from = starts[slice];
    int left = count - slice - 1;
    if (left == 0) {
      lastSlice(slice, sum, receiveMs);
    } else if (left == 1) {
      lastTwoSlices(slice, sum, receiveMs);
    } else {
      for (int end = from + 1; end <= length - left && !stopped; end++) {
        closeSlice(slice, end, sum, receiveMs);
      }
    }
  }

  private void lastSlice(int slice, double sum, double receiveMs) {
    int device = devices[slice];
    int from = starts[slice];
    uncounted++;
    if (!additive) {
      keepIfBetter(costs.feasibleValue(starts, devices, count));
    } else if (costs.allows(device, from, length, receiveMs, 0)) {
      keepIfBetter(sum + costs.slice(device, from, length));
    }
  }

  /** Every last cut for every last device. */
  private void lastTwoSlices(int slice, double sum, double receiveMs) {
    for (int last = 0; last < used.length; last++) {
      if (!used[last]) {
        if (additive) {
          lastCuts(slice, last, sum, receiveMs);
        } else {
          lastCutsOneByOne(slice, last);
        }
      }
    }
    if (uncounted >= Tally.CHUNK) {
      flush();
    }
  }

  /** The innermost loop: everything independent of the cut is hoisted out of it. */
  private void lastCuts(int slice, int last, double sum, double receiveMs) {
    int device = devices[slice];
    int from = starts[slice];
    double handOver = costs.model().handOver(device, last);
    double perByte = costs.model().perByte(device, last);
    double perSlice = costs.model().perSlice(last);
    double[] rest = tails.rest(last);
    for (int cut = from + 1; cut < length; cut++) {
      double handed = handOver + tails.payloadBytes(cut) * perByte;
      double value =
          sum
              + costs.slice(device, from, cut)
              + (tails.weight(cut) * handed + perSlice)
              + rest[cut];
      if (value < best && allowsLastCut(device, from, cut, last, receiveMs)) {
        starts[slice + 1] = cut;
        devices[slice + 1] = last;
        keep(value);
      }
    }
    uncounted += length - 1 - from;
  }

  private boolean allowsLastCut(int device, int from, int cut, int last, double receiveMs) {
    double sendMs = costs.transferMs(device, last, cut);
    return costs.allows(device, from, cut, receiveMs, sendMs)
        && costs.allows(last, cut, length, sendMs, 0);
  }

  private void lastCutsOneByOne(int slice, int last) {
    devices[slice + 1] = last;
    for (int cut = starts[slice] + 1; cut < length; cut++) {
      starts[slice + 1] = cut;
      keepIfBetter(costs.feasibleValue(starts, devices, count));
    }
    uncounted += length - 1 - starts[slice];
  }

  private void keepIfBetter(double value) {
    if (value < best) {
      keep(value);
    }
  }

  private void keep(double value) {
    best = value;
    bestStarts = starts.clone();
    bestDevices = devices.clone();
  }

  private void flush() {
    stopped = tally.add(uncounted, best);
    uncounted = 0;
  }

  /** Value of the best plan; infinite if none meets all limits. */
  double best() {
    return best;
  }

  int[] bestStarts() {
    return bestStarts;
  }

  int[] bestDevices() {
    return bestDevices;
  }
}
