package dev.espalier.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.testing.RandomProblems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeploymentMatrixTest {
  private static final List<String> FIVE = List.of("d1", "d2", "d3", "d4", "d5");
  private static final List<String> THREE = List.of("d1", "d2", "d3");

  /** Figure 3 of Na et al. 2023: 13 layers in five slices, L1 to L4 on d1. */
  @Test
  void rowsAreDevicesAndColumnsPositions() {
    DeploymentMatrix matrix =
        DeploymentMatrix.of(
            FIVE,
            List.of(
                new Slice("d1", 0, 4),
                new Slice("d3", 4, 6),
                new Slice("d2", 6, 9),
                new Slice("d5", 9, 12),
                new Slice("d4", 12, 13)));
    assertThat(matrix.rows())
        .isDeepEqualTo(
            new int[][] {
              {1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0},
              {0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0},
              {0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0},
              {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1},
              {0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0}
            });
    assertThat(matrix.partition())
        .containsExactly(
            false, false, false, true, false, true, false, false, true, false, false, true);
    assertThat(matrix.visitsEachDeviceOnce()).isTrue();
    assertThat(matrix.entry(0, 3)).isOne();
    assertThat(matrix.entry(0, 4)).isZero();
    assertThat(matrix.toString()).startsWith("d1 1111000000000\nd2 0000001110000\n");
  }

  /** C11 of figure 4: five slices on three devices. */
  @Test
  void aMatrixMayVisitADeviceTwice() {
    DeploymentMatrix child = DeploymentMatrix.of(THREE, new int[] {0, 1, 0, 0, 1, 2, 2});
    assertThat(child.visitsEachDeviceOnce()).isFalse();
    assertThat(child.slices())
        .containsExactly(
            new Slice("d1", 0, 1),
            new Slice("d2", 1, 2),
            new Slice("d1", 2, 4),
            new Slice("d2", 4, 5),
            new Slice("d3", 5, 7));
    assertThat(DeploymentMatrix.of(THREE, child.slices())).isEqualTo(child);
    assertThat(DeploymentMatrix.ofRows(THREE, child.rows())).isEqualTo(child);
  }

  @Test
  void aPartitionHasAMatrixForEachChoiceOfDistinctDevices() {
    boolean[] twoCuts = {false, true, false, true, false, false};
    List<DeploymentMatrix> all = DeploymentMatrix.all(FIVE, twoCuts).toList();
    assertThat(all).hasSize(5 * 4 * 3).doesNotHaveDuplicates();
    assertThat(all)
        .allSatisfy(
            matrix -> {
              assertThat(matrix.partition()).containsExactly(twoCuts);
              assertThat(matrix.visitsEachDeviceOnce()).isTrue();
            });
    assertThat(all.get(0)).isEqualTo(DeploymentMatrix.of(FIVE, twoCuts, new int[] {0, 1, 2}));
    assertThat(all.get(59)).isEqualTo(DeploymentMatrix.of(FIVE, twoCuts, new int[] {4, 3, 2}));
    assertThat(DeploymentMatrix.all(THREE, twoCuts)).hasSize(6);
    assertThat(DeploymentMatrix.all(List.of("d1", "d2"), twoCuts)).isEmpty();
    assertThat(DeploymentMatrix.all(FIVE, new boolean[0])).hasSize(5);
  }

  @Test
  void matricesOfAPartitionAreWorkedOutAsTheyAreRead() {
    List<String> many = new ArrayList<>();
    for (int d = 0; d < 25; d++) {
      many.add("d" + d);
    }
    boolean[] allCut = new boolean[24];
    Arrays.fill(allCut, true);
    assertThat(DeploymentMatrix.all(many, allCut).limit(3)).hasSize(3);
  }

  @Test
  void everyPlanComesBackFromItsMatrix() {
    for (int seed = 0; seed < 100; seed++) {
      PlanningProblem problem = RandomProblems.ofSeed(seed);
      List<String> names = new ArrayList<>();
      problem.devices().forEach(device -> names.add(device.name()));
      Random random = new Random(seed);
      boolean[] cuts = new boolean[problem.linearization().length() - 1];
      int count = 0;
      for (int b = 0; b < cuts.length && count + 1 < names.size(); b++) {
        cuts[b] = random.nextBoolean();
        count += cuts[b] ? 1 : 0;
      }
      List<Integer> order = new ArrayList<>();
      for (int d = 0; d < names.size(); d++) {
        order.add(d);
      }
      Collections.shuffle(order, random);
      int[] devices = order.stream().limit(count + 1).mapToInt(d -> d).toArray();
      DeploymentMatrix matrix = DeploymentMatrix.of(names, cuts, devices);
      Plan plan = PlanEvaluator.evaluate(problem, matrix.slices());
      assertThat(plan.deploymentMatrix()).isEqualTo(matrix).hasSameHashCodeAs(matrix);
      assertThat(plan.deploymentMatrix().partition()).containsExactly(plan.partition());
    }
  }

  @Test
  void whatIsNoMatrixIsRefused() {
    assertThatThrownBy(() -> DeploymentMatrix.of(THREE, new int[] {0, 3}))
        .hasMessage("deployment matrix: column 1 must name a row from 0 to 2 but names 3");
    assertThatThrownBy(() -> DeploymentMatrix.of(THREE, new int[0]))
        .hasMessageContaining("expected a column or more");
    assertThatThrownBy(() -> DeploymentMatrix.of(THREE, new boolean[] {true, false}, new int[] {0}))
        .hasMessageContaining("a partition with 2 slices needs as many devices but has 1");
    assertThatThrownBy(() -> DeploymentMatrix.of(THREE, List.of(new Slice("d1", 1, 2))))
        .hasMessageContaining("expected a slice from 0 on one of d1, d2, d3 but found [1, 2)");
    assertThatThrownBy(() -> DeploymentMatrix.of(THREE, List.of(new Slice("d9", 0, 2))))
        .hasMessageContaining("on \"d9\"");
    for (int[][] wrong :
        new int[][][] {
          {{1, 0}, {0, 0}, {0, 0}},
          {{1, 1}, {0, 1}, {0, 0}},
          {{1, 2}, {0, 0}, {0, 0}},
          {{1, 1}, {0}, {0, 0}}
        }) {
      assertThatThrownBy(() -> DeploymentMatrix.ofRows(THREE, wrong))
          .hasMessageContaining("exactly one 1 and zeros elsewhere in column");
    }
    assertThatThrownBy(() -> DeploymentMatrix.ofRows(THREE, new int[1][2]))
        .hasMessageContaining("expected 3 rows but found 1");
  }
}
