package dev.espalier.search.na2023;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.plan.DeploymentMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MatrixChangeTest {
  private static final List<String> DEVICES = List.of("d1", "d2", "d3");

  private final RandomGenerator random = new SplittableRandom(1);

  /** Figure 4: two plans of three slices, and a section of columns that makes five of each. */
  @Test
  void exchangedColumnsOfTwoPlansOfThreeSlicesGiveFiveSlicesOnThreeDevices() {
    DeploymentMatrix one = matrix(0, 0, 1, 1, 1, 2, 2);
    DeploymentMatrix other = matrix(1, 1, 0, 0, 0, 2, 2);
    DeploymentMatrix child = MatrixChange.exchanged(one, other, 1, 4);
    DeploymentMatrix sibling = MatrixChange.exchanged(other, one, 1, 4);
    assertThat(child).isEqualTo(matrix(0, 1, 0, 0, 1, 2, 2));
    assertThat(sibling).isEqualTo(matrix(1, 0, 1, 1, 0, 2, 2));
    assertThat(child.slices()).hasSize(5);
    assertThat(sibling.slices()).hasSize(5);
    assertThat(child.visitsEachDeviceOnce()).isFalse();
  }

  @Test
  void anEmptySectionChangesNothingAndAWholeOneEverything() {
    DeploymentMatrix one = matrix(0, 0, 1);
    DeploymentMatrix other = matrix(1, 2, 2);
    assertThat(MatrixChange.exchanged(one, other, 2, 2)).isEqualTo(one);
    assertThat(MatrixChange.exchanged(one, other, 0, 3)).isEqualTo(other);
  }

  @Test
  void aMovedBoundaryKeepsTheOrderOfTheRunsAndReachesEachPlaceAlike() {
    DeploymentMatrix before = matrix(0, 0, 1, 1, 1, 0, 2, 2);
    int[] counts = new int[4];
    for (int round = 0; round < 12_000; round++) {
      DeploymentMatrix after = MatrixChange.moved(before, random);
      assertThat(after).isNotEqualTo(before);
      assertThat(order(after)).containsExactly(0, 1, 0, 2);
      // Boundary 2 moves to 1, 3 or 4, boundary 5 to 3 or 4, boundary 6 to 7.
      int[] boundaries = Partition.of(after).boundaries();
      if (boundaries[0] != 2) {
        counts[boundaries[0] - 1]++;
        assertThat(boundaries).endsWith(5, 6);
      }
    }
    assertThat(ChiSquared.of(counts, new double[] {1, 1e-9, 1, 1})).isLessThan(ChiSquared.LIMIT_3);
  }

  @Test
  void aBoundaryWithoutRoomStays() {
    assertThat(MatrixChange.moved(matrix(0, 1, 2), random)).isEqualTo(matrix(0, 1, 2));
    assertThat(MatrixChange.moved(matrix(1, 1, 1), random)).isEqualTo(matrix(1, 1, 1));
  }

  private static List<Integer> order(DeploymentMatrix matrix) {
    List<Integer> order = new ArrayList<>();
    IntStream.range(0, matrix.length())
        .filter(i -> i == 0 || matrix.deviceAt(i) != matrix.deviceAt(i - 1))
        .forEach(i -> order.add(matrix.deviceAt(i)));
    return order;
  }

  private static DeploymentMatrix matrix(int... deviceByPosition) {
    return DeploymentMatrix.of(DEVICES, deviceByPosition);
  }
}
