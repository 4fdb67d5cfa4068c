package dev.espalier.search.na2023;

import dev.espalier.plan.DeploymentMatrix;
import java.util.random.RandomGenerator;

/** The operators of the basic algorithm on deployment chromosomes. */
final class MatrixChange {
  private MatrixChange() {}

  /**
   * The child of a crossover on a section of columns: the donor's columns [from, to), and the
   * receiver's everywhere else. It may have more slices than its parents, lack a device, or visit
   * one again: section 4.2 of the paper.
   */
  static DeploymentMatrix exchanged(
      DeploymentMatrix receiver, DeploymentMatrix donor, int from, int to) {
    int[] deviceAt = new int[receiver.length()];
    for (int i = 0; i < deviceAt.length; i++) {
      deviceAt[i] = (i >= from && i < to ? donor : receiver).deviceAt(i);
    }
    return DeploymentMatrix.of(receiver.devices(), deviceAt);
  }

  /**
   * One boundary between two runs, drawn at random, moved to another place that leaves each of the
   * two runs a column; the matrix itself where there is none.
   */
  static DeploymentMatrix moved(DeploymentMatrix matrix, RandomGenerator random) {
    int[] boundaries = Partition.of(matrix).boundaries();
    if (boundaries.length == 0) {
      return matrix;
    }
    int k = random.nextInt(boundaries.length);
    int old = boundaries[k];
    int first = k == 0 ? 1 : boundaries[k - 1] + 1;
    int end = k + 1 < boundaries.length ? boundaries[k + 1] : matrix.length();
    if (end - first < 2) {
      return matrix;
    }
    int drawn = random.nextInt(first, end - 1);
    int moved = drawn < old ? drawn : drawn + 1;
    int[] deviceAt = new int[matrix.length()];
    for (int i = 0; i < deviceAt.length; i++) {
      deviceAt[i] = matrix.deviceAt(i);
    }
    for (int i = Math.min(old, moved); i < Math.max(old, moved); i++) {
      deviceAt[i] = matrix.deviceAt(moved > old ? old - 1 : old);
    }
    return DeploymentMatrix.of(matrix.devices(), deviceAt);
  }
}
