package dev.espalier.search.na2023;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeploymentDrawTest {
  private final RandomGenerator random = new SplittableRandom(1);

  @Test
  void theWholeShareIsEveryDeploymentOnce() {
    DeploymentDraw draw = new DeploymentDraw(3, 5, 1, random);
    for (int round = 0; round < 20; round++) {
      assertThat(new HashSet<>(lists(draw))).hasSize(5 * 4 * 3);
      assertThat(draw.draw()).hasSize(5 * 4 * 3);
    }
  }

  @Test
  void aShareIsDrawnWithoutRepetitionAndEachDeploymentWithTheSameChance() {
    DeploymentDraw draw = new DeploymentDraw(2, 4, 0.25, random);
    Map<List<Integer>, Integer> counts = new HashMap<>();
    for (int round = 0; round < 20_000; round++) {
      List<List<Integer>> drawn = lists(draw);
      assertThat(drawn).hasSize(3).doesNotHaveDuplicates();
      drawn.forEach(deployment -> counts.merge(deployment, 1, Integer::sum));
    }
    assertThat(counts).hasSize(12);
    int[] perDeployment = counts.values().stream().mapToInt(count -> count).toArray();
    double[] alike = IntStream.range(0, 12).mapToDouble(i -> 1).toArray();
    assertThat(ChiSquared.of(perDeployment, alike)).isLessThan(ChiSquared.LIMIT_11);
  }

  @Test
  void aTinyShareIsOneDeployment() {
    assertThat(new DeploymentDraw(2, 3, 0.01, random).draw()).hasSize(1);
  }

  @Test
  void ofTooManyDeploymentsADrawTakesTheMostAllowedWithoutRepetition() {
    for (int devices : List.of(8, 40)) {
      DeploymentDraw draw = new DeploymentDraw(8, devices, 0.5, random);
      List<List<Integer>> drawn = lists(draw);
      assertThat(drawn).hasSize(DeploymentDraw.MAX_DRAWN).doesNotHaveDuplicates();
      assertThat(drawn)
          .allSatisfy(
              deployment ->
                  assertThat(deployment)
                      .hasSize(8)
                      .doesNotHaveDuplicates()
                      .allMatch(device -> device >= 0 && device < devices));
    }
  }

  @Test
  void ofTooManyDeploymentsEachDeviceIsDrawnWithTheSameChance() {
    DeploymentDraw draw = new DeploymentDraw(12, 12, 1, random);
    int[] counts = new int[12];
    for (int round = 0; round < 20; round++) {
      draw.draw().forEach(deployment -> counts[deployment[0]]++);
    }
    double[] alike = IntStream.range(0, 12).mapToDouble(i -> 1).toArray();
    assertThat(ChiSquared.of(counts, alike)).isLessThan(ChiSquared.LIMIT_11);
  }

  private static List<List<Integer>> lists(DeploymentDraw draw) {
    return draw.draw().stream().map(d -> Arrays.stream(d).boxed().toList()).toList();
  }
}
