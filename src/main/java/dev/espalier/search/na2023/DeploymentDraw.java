package dev.espalier.search.na2023;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Draws deployments of K slices on N devices without repetition, each of the N!/(N-K)! with the
 * same chance. Few are listed once and shuffled; many are drawn device by device. Not thread-safe.
 */
final class DeploymentDraw {
  /** Maximum number of deployments drawn for a partition, whatever the share. */
  static final int MAX_DRAWN = 1000;

  /**
   * Maximum number of deployments that are listed; beyond it, a draw hardly ever hits one twice.
   */
  private static final int MAX_LISTED = 1 << 14;

  private final RandomGenerator random;

  /** The first {@code slices} devices are a deployment of one's own. */
  private final int[] devices;

  private final int slices;

  /** Number of deployments drawn for a partition. */
  private final int drawn;

  /** All deployments, in the order of the shuffle so far; null where they are too many. */
  private final int[][] listed;

  /**
   * Draws a share of all deployments, at least one and at most {@value #MAX_DRAWN}.
   *
   * @param share share of all deployments, above 0 and at most 1
   */
  DeploymentDraw(int slices, int deviceCount, double share, RandomGenerator random) {
    this.slices = slices;
    this.random = random;
    devices = new int[deviceCount];
    Arrays.setAll(devices, d -> d);
    double all = 1;
    for (int k = 0; k < slices; k++) {
      all *= deviceCount - k;
    }
    drawn = (int) Math.max(1, Math.min(MAX_DRAWN, Math.round(share * all)));
    listed = all <= MAX_LISTED ? list() : null;
  }

  /** The deployments for a partition: the device of each slice. Not to be written to. */
  List<int[]> draw() {
    return listed == null ? drawFromMany() : drawFromList();
  }

  private List<int[]> drawFromList() {
    for (int i = 0; i < drawn; i++) {
      int j = i + random.nextInt(listed.length - i);
      int[] swapped = listed[i];
      listed[i] = listed[j];
      listed[j] = swapped;
    }
    return Arrays.asList(listed).subList(0, drawn);
  }

  private List<int[]> drawFromMany() {
    List<int[]> deployments = new ArrayList<>();
    Set<Long> numbers = new HashSet<>();
    while (deployments.size() < drawn) {
      for (int k = 0; k < slices; k++) {
        swap(k, k + random.nextInt(devices.length - k));
      }
      if (numbers.add(number())) {
        deployments.add(Arrays.copyOf(devices, slices));
      }
    }
    return deployments;
  }

  /** A number of the deployment; two can have the same number only beyond 2^64 of them. */
  private long number() {
    long number = 0;
    for (int k = 0; k < slices; k++) {
      number = number * devices.length + devices[k];
    }
    return number;
  }

  private int[][] list() {
    List<int[]> all = new ArrayList<>();
    list(0, all);
    return all.toArray(int[][]::new);
  }

  private void list(int k, List<int[]> all) {
    if (k == slices) {
      all.add(Arrays.copyOf(devices, slices));
      return;
    }
    for (int d = k; d < devices.length; d++) {
      swap(k, d);
      list(k + 1, all);
      swap(k, d);
    }
  }

  private void swap(int one, int other) {
    int device = devices[one];
    devices[one] = devices[other];
    devices[other] = device;
  }
}
