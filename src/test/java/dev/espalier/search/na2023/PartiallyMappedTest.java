package dev.espalier.search.na2023;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartiallyMappedTest {

  @Test
  void followsTheMappingOfTheSection() {
    int[] receiver = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    int[] donor = {3, 7, 0, 1, 6, 5, 8, 2, 4};
    // Goldberg and Lingle's exchanges, by hand: 1 for 3, 6 for 4, 5 for 5 and 8 for 6.
    assertThat(PartiallyMapped.child(receiver, donor, 3, 7))
        .containsExactly(0, 3, 2, 1, 6, 5, 8, 7, 4);
  }

  @Test
  void theChildIsAPermutationWithTheDonorsSection() {
    RandomGenerator random = new SplittableRandom(1);
    for (int round = 0; round < 5_000; round++) {
      int size = 1 + random.nextInt(9);
      int[] receiver = permutation(size, random);
      int[] donor = permutation(size, random);
      int from = random.nextInt(size + 1);
      int to = from + random.nextInt(size + 1 - from);
      int[] child = PartiallyMapped.child(receiver, donor, from, to);
      assertThat(child).containsExactlyInAnyOrder(IntStream.range(0, size).toArray());
      for (int i = 0; i < size; i++) {
        boolean inSection = i >= from && i < to;
        if (inSection) {
          assertThat(child[i]).isEqualTo(donor[i]);
        } else if (!contains(donor, from, to, receiver[i])) {
          assertThat(child[i]).as("free of the section").isEqualTo(receiver[i]);
        }
      }
    }
  }

  private static boolean contains(int[] values, int from, int to, int value) {
    return Arrays.stream(values, from, to).anyMatch(other -> other == value);
  }

  private static int[] permutation(int size, RandomGenerator random) {
    return Deployment.random(1, 1, size, random).devices();
  }
}
