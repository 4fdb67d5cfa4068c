package dev.espalier.search.exhaustive;

import dev.espalier.cost.CostTables;

/**
 * Prices every plan of a number of slices whose first slice is given, depth first: a slice is added
 * to what the slices before it cost. No plan is skipped, not even those whose beginning breaks a
 * limit.
 */
final class SubtreeEnumeration {
  private final CostTables costs;
  private final Tails tails;
  private final Tally tally;
  private final int length;
  private final int count;
  private final int[] starts;
  private final int[] devices;
  private final boolean[] used;

  private double bestMs = Double.POSITIVE_INFINITY;
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
    length = costs.length();
    starts = new int[count];
    devices = new int[count];
    used = new boolean[costs.deviceCount()];
  }

  /** Prices the plans that begin with positions [0, firstEnd) on a device. */
  void run(int firstDevice, int firstEnd) {
    double entryMs = costs.entryMs(firstDevice);
    place(0, 0, firstDevice);
    if (count == 1) {
      boolean allowed = allows(firstDevice, 0, length, entryMs + costs.finalSendMs(firstDevice));
      uncounted = 1;
      if (allowed) {
        keep(entryMs + costs.latencyMs(firstDevice, 0, length));
      }
    } else {
      closeSlice(0, firstEnd, entryMs, entryMs);
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
   * @param sumMs weighted time of all before this slice, the transfer to it included; infinite
   *     where a limit is broken already
   * @param receiveMs how long the slice's device receives
   */
  private void closeSlice(int slice, int end, double sumMs, double receiveMs) {
    int device = devices[slice];
    int from = starts[slice];
    double doneMs = sumMs + costs.latencyMs(device, from, end);
    for (int next = 0; next < used.length && !stopped; next++) {
      if (!used[next]) {
        double sendMs = costs.transferMs(device, next, end);
        double allMs =
            allows(device, from, end, receiveMs + sendMs)
                ? doneMs + costs.boundaryWeight(end) * sendMs
                : Double.POSITIVE_INFINITY;
        place(slice + 1, end, next);
        openSlice(slice + 1, allMs, sendMs);
        used[next] = false;
      }
    }
  }

  /** Goes on with a slice that has begun: the last one, or every end that leaves room for more. */
  private void openSlice(int slice, double sumMs, double receiveMs) {
    int device = devices[slice];
    int from = starts[slice];
    int left = count - slice - 1;
    if (left == 0) {
      uncounted++;
      if (allows(device, from, length, receiveMs + costs.finalSendMs(device))) {
        keepIfBetter(sumMs + costs.latencyMs(device, from, length));
      }
    } else if (left == 1) {
      lastTwoSlices(slice, sumMs, receiveMs);
    } else {
      for (int end = from + 1; end <= length - left && !stopped; end++) {
        closeSlice(slice, end, sumMs, receiveMs);
      }
    }
  }

  /** Every last cut for every last device. */
  private void lastTwoSlices(int slice, double sumMs, double receiveMs) {
    for (int last = 0; last < used.length; last++) {
      if (!used[last]) {
        lastCuts(slice, last, sumMs, receiveMs);
      }
    }
    if (uncounted >= Tally.CHUNK) {
      flush();
    }
  }

  /** The innermost loop: what does not hang on the cut is taken out of it. */
  private void lastCuts(int slice, int last, double sumMs, double receiveMs) {
    int device = devices[slice];
    int from = starts[slice];
    double linkMs = costs.linkLatencyMs(device, last);
    double msPerByte = costs.linkMsPerByte(device, last);
    double lastSendMs = costs.finalSendMs(last);
    double[] restMs = tails.restMs(last);
    for (int cut = from + 1; cut < length; cut++) {
      double sendMs = linkMs + tails.payloadBytes(cut) * msPerByte;
      double ms =
          sumMs + costs.latencyMs(device, from, cut) + tails.weight(cut) * sendMs + restMs[cut];
      if (ms < bestMs
          && allows(device, from, cut, receiveMs + sendMs)
          && allows(last, cut, length, sendMs + lastSendMs)) {
        starts[slice + 1] = cut;
        devices[slice + 1] = last;
        keep(ms);
      }
    }
    uncounted += length - 1 - from;
  }

  private boolean allows(int device, int from, int to, double sendAndReceiveMs) {
    return costs.allows(device, from, to, sendAndReceiveMs + costs.busyMs(device, from, to));
  }

  private void keepIfBetter(double ms) {
    if (ms < bestMs) {
      keep(ms);
    }
  }

  private void keep(double ms) {
    bestMs = ms;
    bestStarts = starts.clone();
    bestDevices = devices.clone();
  }

  private void flush() {
    stopped = tally.add(uncounted, bestMs);
    uncounted = 0;
  }

  /** Latency of the best plan, ms; infinite if none keeps all limits. */
  double bestMs() {
    return bestMs;
  }

  int[] bestStarts() {
    return bestStarts;
  }

  int[] bestDevices() {
    return bestDevices;
  }
}
