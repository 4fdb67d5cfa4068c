package dev.espalier.search.na2023;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Draws deployments of K slices on N devices, each of the N!/(N-K)! with the same probability and
 * without repetition as long as there are enough. Few are listed once and shuffled; many are drawn
 * device by device. Not thread-safe.
 */
final class DeploymentDraw {
  /**
   * Maximum number of deployments that are listed; beyond it, a draw hardly ever hits one twice.
   */
  private static final int MAX_LISTED = 1 << 14;

  private final RandomGenerator random;

  /** The first {@code slices} devices are a deployment of one's own. */
  private final int[] devices;

  private final int slices;

  /** Number of all deployments. */
  private final double all;

  /** All deployments, in the order of the shuffle so far; null where they are too many. */
  private final int[][] listed;

  DeploymentDraw(int slices, int deviceCount, RandomGenerator random) {
    this.slices = slices;
    this.random = random;
    devices = new int[deviceCount];
    Arrays.setAll(devices, d -> d);
    double product = 1;
    for (int k = 0; k < slices; k++) {
      product *= deviceCount - k;
    }
    all = product;
    listed = all <= MAX_LISTED ? list() : null;
  }

  /**
   * This many deployments: the device of each slice. Where there are fewer, each is there as often
   * as any other, or once more. Not to be written to.
   */
  List<int[]> draw(int count) {
    List<int[]> drawn = new ArrayList<>();
    while (drawn.size() < count) {
      int round = (int) Math.min(count - drawn.size(), all);
      drawn.addAll(listed == null ? drawFromMany(round) : drawFromList(round));
    }
    return drawn;
  }

  private List<int[]> drawFromList(int drawn) {
    for (int i = 0; i < drawn; i++) {
      int j = i + random.nextInt(listed.length - i);
      int[] swapped = listed[i];
      listed[i] = listed[j];
      listed[j] = swapped;
    }
    return Arrays.asList(listed).subList(0, drawn);
  }

  private List<int[]> drawFromMany(int drawn) {
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
