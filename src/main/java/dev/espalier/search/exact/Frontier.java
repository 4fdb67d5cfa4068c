package dev.espalier.search.exact;

import java.util.Arrays;

/**
 * The labels of one position: partial plans that open a slice there. Among labels of equal (set of
 * used devices, last device) only those are kept that no other dominates in every number of its
 * state.
 *
 * <p>Growable arrays with an open-addressing index over (used, device); no allocation for a label.
 */
final class Frontier {
  private static final int INITIAL_CAPACITY = 32;
  private static final int NONE = -1;

  int size;

  /** The sets of used devices of all labels, as bits, one after the other. */
  long[] used;

  int[] device = new int[INITIAL_CAPACITY];

  /** The states of all labels, one after the other. */
  double[] state;

  /** The completion bound. */
  double[] total = new double[INITIAL_CAPACITY];

  SliceChain[] chain = new SliceChain[INITIAL_CAPACITY];

  /** Next label of equal (used, device). */
  private int[] next = new int[INITIAL_CAPACITY];

  private int[] heads = new int[2 * INITIAL_CAPACITY];
  private int keys;
  private final int words;
  private final int width;
  private double threshold = Double.POSITIVE_INFINITY;

  /**
   * A frontier without labels.
   *
   * @param words number of longs of a set of devices
   * @param width number of elements of the state of a label
   */
  Frontier(int words, int width) {
    this.words = words;
    this.width = width;
    used = new long[words * INITIAL_CAPACITY];
    state = new double[width * INITIAL_CAPACITY];
    Arrays.fill(heads, NONE);
  }

  /**
   * Adds a label unless another one dominates it, and drops one that it dominates.
   *
   * @return the index of the label, or -1 if it is dominated; the caller sets its slices
   */
  int offer(long[] labelUsed, int labelDevice, double[] labelState, double labelTotal) {
    int slot = slot(labelUsed, 0, labelDevice);
    int index = NONE;
    for (int i = heads[slot]; i != NONE; i = next[i]) {
      if (isAtMost(state, i * width, labelState, 0)) {
        return NONE;
      }
      if (index == NONE && isAtMost(labelState, 0, state, i * width)) {
        index = i;
      }
    }
    if (index == NONE) {
      index = append(slot, labelUsed, labelDevice);
    }
    System.arraycopy(labelState, 0, state, index * width, width);
    total[index] = labelTotal;
    return index;
  }

  private boolean isAtMost(double[] a, int aAt, double[] b, int bAt) {
    for (int j = 0; j < width; j++) {
      if (!(a[aAt + j] <= b[bAt + j])) {
        return false;
      }
    }
    return true;
  }

  private int append(int slot, long[] labelUsed, int labelDevice) {
    if (size == device.length) {
      grow();
    }
    int index = size++;
    // Before the index may be rebuilt, which reads them.
    System.arraycopy(labelUsed, 0, used, index * words, words);
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

  private int slot(long[] sets, int at, int labelDevice) {
    long hash = labelDevice;
    for (int w = 0; w < words; w++) {
      hash = (hash ^ sets[at + w]) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    int mask = heads.length - 1;
    int slot = (int) hash & mask;
    while (heads[slot] != NONE && !isOf(heads[slot], sets, at, labelDevice)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isOf(int index, long[] sets, int at, int labelDevice) {
    if (device[index] != labelDevice) {
      return false;
    }
    for (int w = 0; w < words; w++) {
      if (used[index * words + w] != sets[at + w]) {
        return false;
      }
    }
    return true;
  }

  private void grow() {
    int capacity = 2 * device.length;
    used = Arrays.copyOf(used, words * capacity);
    device = Arrays.copyOf(device, capacity);
    state = Arrays.copyOf(state, width * capacity);
    total = Arrays.copyOf(total, capacity);
    chain = Arrays.copyOf(chain, capacity);
    next = Arrays.copyOf(next, capacity);
  }

  private void rebuildIndex(int slots) {
    heads = new int[slots];
    Arrays.fill(heads, NONE);
    keys = 0;
    for (int i = 0; i < size; i++) {
      int slot = slot(used, i * words, device[i]);
      if (heads[slot] == NONE) {
        keys++;
      }
      next[i] = heads[slot];
      heads[slot] = i;
    }
  }

  /**
   * Keeps the {@code max} most promising labels.
   *
   * @return the minimum total of a dropped label, infinite if none was dropped
   */
  double truncate(int max) {
    if (size <= max) {
      return Double.POSITIVE_INFINITY;
    }
    double[] sorted = Arrays.copyOf(total, size);
    Arrays.sort(sorted);
    threshold = sorted[max - 1];
    int ties = max - lowerCount(sorted, threshold);
    int kept = 0;
    for (int i = 0; i < size; i++) {
      boolean keep = total[i] < threshold || (total[i] == threshold && ties-- > 0);
      if (keep) {
        move(i, kept++);
      }
    }
    Arrays.fill(chain, kept, size, null);
    size = kept;
    rebuildIndex(heads.length);
    return sorted[max];
  }

  /** A label of at least this total is not among the most promising ones. */
  double threshold() {
    return threshold;
  }

  private static int lowerCount(double[] sorted, double threshold) {
    int count = 0;
    while (sorted[count] < threshold) {
      count++;
    }
    return count;
  }

  private void move(int from, int to) {
    System.arraycopy(used, from * words, used, to * words, words);
    device[to] = device[from];
    System.arraycopy(state, from * width, state, to * width, width);
    total[to] = total[from];
    chain[to] = chain[from];
  }

  /** Minimum total of all labels, infinite if there is none. */
  double minTotal() {
    double min = Double.POSITIVE_INFINITY;
    for (int i = 0; i < size; i++) {
      min = Math.min(min, total[i]);
    }
    return min;
  }
}
