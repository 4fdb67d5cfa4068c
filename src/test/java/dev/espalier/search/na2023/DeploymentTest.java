package dev.espalier.search.na2023;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeploymentTest {
  private static final int LENGTH = 10;

  private final RandomGenerator random = new SplittableRandom(1);

  @Test
  void crossoverHandsOverDevicesAndStartsOfTheSection() {
    Deployment mother = Deployment.of(new int[] {0, 1, 2, 3}, new int[] {0, 2, 4, 6});
    Deployment father = Deployment.of(new int[] {3, 2, 1, 0}, new int[] {0, 3, 5, 9});
    Deployment child = mother.crossed(father, 1, 3, LENGTH, random);
    assertThat(child.devices()).containsExactly(0, 2, 1, 3);
    assertThat(child.starts()).containsExactly(0, 3, 5, 6);
  }

  @Test
  void startsThatCoincideAreDrawnAnew() {
    Deployment mother = Deployment.of(new int[] {0, 1, 2}, new int[] {0, 2, 4});
    Deployment father = Deployment.of(new int[] {2, 1, 0}, new int[] {0, 4, 7});
    for (int round = 0; round < 100; round++) {
      int[] starts = mother.crossed(father, 1, 2, LENGTH, random).starts();
      assertThat(starts).hasSize(3).startsWith(0).contains(4).isSorted().doesNotHaveDuplicates();
      assertThat(starts[2]).isLessThan(LENGTH);
    }
  }

  @Test
  void childrenOfAnyTwoParentsArePlans() {
    for (int round = 0; round < 2_000; round++) {
      Deployment mother = Deployment.random(1 + random.nextInt(5), LENGTH, 5, random);
      Deployment father = Deployment.random(1 + random.nextInt(5), LENGTH, 5, random);
      int from = random.nextInt(6);
      int to = from + random.nextInt(6 - from);
      Deployment child = mother.crossed(father, from, to, LENGTH, random);
      assertThat(child.devices()).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
      assertThat(child.starts())
          .hasSize(mother.starts().length)
          .startsWith(0)
          .isSorted()
          .doesNotHaveDuplicates();
      assertThat(child.starts()[child.starts().length - 1]).isLessThan(LENGTH);
    }
  }

  @Test
  void aSwapChangesTwoDevicesAndNoStart() {
    Deployment before = Deployment.of(new int[] {0, 1, 2, 3}, new int[] {0, 5});
    for (int round = 0; round < 100; round++) {
      Deployment after = before.swapped(random);
      assertThat(after.starts()).containsExactly(0, 5);
      assertThat(after.devices()).containsExactlyInAnyOrder(0, 1, 2, 3);
      assertThat(IntStream.range(0, 4).filter(i -> after.devices()[i] != i).count()).isEqualTo(2);
    }
  }

  @Test
  void aMoveChangesOneStartAndNoDevice() {
    Deployment before = Deployment.of(new int[] {2, 0, 1}, new int[] {0, 3, 6});
    for (int round = 0; round < 100; round++) {
      Deployment after = before.moved(LENGTH, random);
      assertThat(after.devices()).containsExactly(2, 0, 1);
      assertThat(after.starts()).hasSize(3).startsWith(0).isSorted().doesNotHaveDuplicates();
      assertThat(Arrays.stream(after.starts()).filter(s -> s != 0 && s != 3 && s != 6).count())
          .isEqualTo(1);
    }
  }
}
