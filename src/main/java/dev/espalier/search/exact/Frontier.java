package dev.espalier.search.exact;

import java.util.Arrays;

/**
 * The labels of one position: partial plans that have committed a device to it. Among labels of
 * equal (set of used devices, last device) only those are kept that no other dominates in cost, in
 * time the last device was busy, and in how far memory lets its slice go on.
 *
 * <p>Growable arrays with an open-addressing index over (used, device); no allocation for a label.
 */
final class Frontier {
  private static final int INITIAL_CAPACITY = 256;
  private static final int NONE = -1;

  int size;
  long[] used = new long[INITIAL_CAPACITY];
  int[] device = new int[INITIAL_CAPACITY];
  double[] costMs = new double[INITIAL_CAPACITY];
  double[] busyMs = new double[INITIAL_CAPACITY];
  int[] memoryEnd = new int[INITIAL_CAPACITY];

  /** Cost plus the completion bound. */
  double[] totalMs = new double[INITIAL_CAPACITY];

  Segment[] segment = new Segment[INITIAL_CAPACITY];

  /** Next label of equal (used, device). */
  private int[] next = new int[INITIAL_CAPACITY];

  private int[] heads = new int[2 * INITIAL_CAPACITY];
  private int keys;

  Frontier() {
    Arrays.fill(heads, NONE);
  }

  void clear() {
    Arrays.fill(segment, 0, size, null);
    Arrays.fill(heads, NONE);
    size = 0;
    keys = 0;
  }

  /**
   * Adds a label unless another one dominates it, and drops one that it dominates.
   *
   * @return the index of the label, or -1 if it is dominated; its segment is to be set by the
   *     caller
   */
  int offer(
      long labelUsed,
      int labelDevice,
      double labelCostMs,
      double labelBusyMs,
      int labelMemoryEnd,
      double labelTotalMs) {
    int slot = slot(labelUsed, labelDevice);
    int index = NONE;
    for (int i = heads[slot]; i != NONE; i = next[i]) {
      if (costMs[i] <= labelCostMs && busyMs[i] <= labelBusyMs && memoryEnd[i] >= labelMemoryEnd) {
        return NONE;
      }
      if (index == NONE
          && labelCostMs <= costMs[i]
          && labelBusyMs <= busyMs[i]
          && labelMemoryEnd >= memoryEnd[i]) {
        index = i;
      }
    }
    if (index == NONE) {
      index = append(slot, labelUsed, labelDevice);
    }
    costMs[index] = labelCostMs;
    busyMs[index] = labelBusyMs;
    memoryEnd[index] = labelMemoryEnd;
    totalMs[index] = labelTotalMs;
    return index;
  }

  private int append(int slot, long labelUsed, int labelDevice) {
    if (size == used.length) {
      grow();
    }
    int index = size++;
    // Before the index may be rebuilt, which reads them.
    used[index] = labelUsed;
    device[index] = labelDevice;
    next[index] = heads[slot];
    if (heads[slot] == NONE) {
      keys++;
    }
    heads[slot] = index;
    if (2 * keys > heads.length) {
      rebuildIndex(2 * heads.length);
    }
    return index;
  }

  private int slot(long labelUsed, int labelDevice) {
    long hash = (labelUsed * 64 + labelDevice) * 0x9E3779B97F4A7C15L;
    int mask = heads.length - 1;
    int slot = (int) (hash >>> 32) & mask;
    while (heads[slot] != NONE
        && (used[heads[slot]] != labelUsed || device[heads[slot]] != labelDevice)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    int capacity = 2 * used.length;
    used = Arrays.copyOf(used, capacity);
    device = Arrays.copyOf(device, capacity);
    costMs = Arrays.copyOf(costMs, capacity);
    busyMs = Arrays.copyOf(busyMs, capacity);
    memoryEnd = Arrays.copyOf(memoryEnd, capacity);
    totalMs = Arrays.copyOf(totalMs, capacity);
    segment = Arrays.copyOf(segment, capacity);
    next = Arrays.copyOf(next, capacity);
  }

  private void rebuildIndex(int slots) {
    heads = new int[slots];
    Arrays.fill(heads, NONE);
    keys = 0;
    for (int i = 0; i < size; i++) {
      int slot = slot(used[i], device[i]);
      if (heads[slot] == NONE) {
        keys++;
      }
      next[i] = heads[slot];
      heads[slot] = i;
    }
  }

  /**
   * Keeps the {@code width} most promising labels.
   *
   * @return the least total of a dropped label, infinite if none was dropped
   */
  double truncate(int width) {
    if (size <= width) {
      return Double.POSITIVE_INFINITY;
    }
    double[] sorted = Arrays.copyOf(totalMs, size);
    Arrays.sort(sorted);
    double threshold = sorted[width - 1];
    int ties = width - lowerCount(sorted, threshold);
    int kept = 0;
    for (int i = 0; i < size; i++) {
      boolean keep = totalMs[i] < threshold || (totalMs[i] == threshold && ties-- > 0);
      if (keep) {
        move(i, kept++);
      }
    }
    Arrays.fill(segment, kept, size, null);
    size = kept;
    rebuildIndex(heads.length);
    return sorted[width];
  }

  private static int lowerCount(double[] sorted, double threshold) {
    int count = 0;
    while (sorted[count] < threshold) {
      count++;
    }
    return count;
  }

  private void move(int from, int to) {
    used[to] = used[from];
    device[to] = device[from];
    costMs[to] = costMs[from];
    busyMs[to] = busyMs[from];
    memoryEnd[to] = memoryEnd[from];
    totalMs[to] = totalMs[from];
    segment[to] = segment[from];
  }

  /** Least total of all labels, infinite if there is none. */
  double leastTotalMs() {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < size; i++) {
      least = Math.min(least, totalMs[i]);
    }
    return least;
  }
}
