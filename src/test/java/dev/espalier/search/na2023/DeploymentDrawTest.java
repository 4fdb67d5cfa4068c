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
  void asManyAsThereAreIsEveryDeploymentOnce() {
    DeploymentDraw draw = new DeploymentDraw(3, 5, random);
    for (int round = 0; round < 20; round++) {
      assertThat(new HashSet<>(lists(draw, 60))).hasSize(5 * 4 * 3);
    }
  }

  @Test
  void moreThanThereAreRepeatEachOneAlike() {
    List<List<Integer>> drawn = lists(new DeploymentDraw(2, 3, random), 15);
    Map<List<Integer>, Integer> counts = new HashMap<>();
    drawn.forEach(deployment -> counts.merge(deployment, 1, Integer::sum));
    assertThat(counts.values()).containsExactlyInAnyOrder(2, 2, 2, 3, 3, 3);
  }

  @Test
  void fewerAreDrawnWithoutRepetitionAndEachDeploymentWithTheSameProbability() {
    DeploymentDraw draw = new DeploymentDraw(2, 4, random);
    Map<List<Integer>, Integer> counts = new HashMap<>();
    for (int round = 0; round < 20_000; round++) {
      List<List<Integer>> drawn = lists(draw, 3);
      assertThat(drawn).hasSize(3).doesNotHaveDuplicates();
      drawn.forEach(deployment -> counts.merge(deployment, 1, Integer::sum));
    }
    assertThat(counts).hasSize(12);
    int[] perDeployment = counts.values().stream().mapToInt(count -> count).toArray();
    double[] alike = IntStream.range(0, 12).mapToDouble(i -> 1).toArray();
    assertThat(ChiSquared.of(perDeployment, alike)).isLessThan(ChiSquared.LIMIT_11);
  }

  @Test
  void ofTooManyToListADrawTakesSomeWithoutRepetition() {
    for (int devices : List.of(8, 40)) {
      List<List<Integer>> drawn = lists(new DeploymentDraw(8, devices, random), 1_000);
      assertThat(drawn).hasSize(1_000).doesNotHaveDuplicates();
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
  void ofTooManyToListEachDeviceIsDrawnWithTheSameProbability() {
    DeploymentDraw draw = new DeploymentDraw(12, 12, random);
    int[] counts = new int[12];
    for (int round = 0; round < 20; round++) {
      draw.draw(1_000).forEach(deployment -> counts[deployment[0]]++);
    }
    double[] alike = IntStream.range(0, 12).mapToDouble(i -> 1).toArray();
    assertThat(ChiSquared.of(counts, alike)).isLessThan(ChiSquared.LIMIT_11);
  }

  private static List<List<Integer>> lists(DeploymentDraw draw, int count) {
    return draw.draw(count).stream().map(d -> Arrays.stream(d).boxed().toList()).toList();
  }
}
