package dev.espalier.search.na2023;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.plan.DeploymentMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class GenerationTest {
  private static final List<String> DEVICES = List.of("a", "b", "c", "d");

  @Test
  void theBestParentReplacesTheWorstChildUnlessOneIsAsGood() {
    Generation parents = generation(new int[] {0, 1}, 3, 5);
    Generation worse = generation(new int[] {2, 3}, 4, 1);
    Generation kept = worse.keepingBestOf(parents);
    assertThat(kept.members()).containsExactly(matrix(2), matrix(1));
    assertThat(kept.fitness()).containsExactly(4, 5);
    Generation asGood = generation(new int[] {2, 3}, 5, 1);
    assertThat(asGood.keepingBestOf(parents)).isSameAs(asGood);
  }

  @Test
  void aTournamentOfTwoFavorsTheFitter() {
    Generation four = generation(new int[] {0, 1, 2, 3}, 1, 4, 2, 3);
    RandomGenerator random = new SplittableRandom(1);
    int[] counts = new int[4];
    for (int round = 0; round < 100_000; round++) {
      counts[four.tournament(random)]++;
    }
    // Of the 16 pairs of draws, the fittest wins 7, the next 5, then 3, then 1.
    assertThat(ChiSquared.of(counts, new double[] {1, 7, 3, 5})).isLessThan(ChiSquared.LIMIT_3);
  }

  private static Generation generation(int[] devices, double... fitness) {
    return new Generation(
        Arrays.stream(devices).mapToObj(GenerationTest::matrix).toList(), fitness);
  }

  private static DeploymentMatrix matrix(int device) {
    return DeploymentMatrix.of(DEVICES, new int[] {device});
  }
}
