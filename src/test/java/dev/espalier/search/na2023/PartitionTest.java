package dev.espalier.search.na2023;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.plan.DeploymentMatrix;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartitionTest {
  private static final int BITS = 12;

  private final RandomGenerator random = new SplittableRandom(1);

  @Test
  void aRandomPartitionCutsEachBoundaryWithTheSameProbability() {
    int[] counts = new int[BITS];
    for (int round = 0; round < 10_000; round++) {
      int[] boundaries = Partition.random(4, BITS, random).boundaries();
      assertThat(boundaries).hasSize(3).isSorted().doesNotHaveDuplicates();
      IntStream.of(boundaries).forEach(boundary -> counts[boundary - 1]++);
    }
    double[] alike = IntStream.range(0, BITS).mapToDouble(i -> 1).toArray();
    assertThat(ChiSquared.of(counts, alike)).isLessThan(ChiSquared.LIMIT_11);
  }

  @Test
  void crossoverExchangesOneCutThatOnlyOneOfTheTwoHas() {
    Partition mother = partition(1, 4, 9);
    Partition father = partition(2, 4, 11);
    Map<Set<Partition>, Integer> seen = new HashMap<>();
    for (int round = 0; round < 4_000; round++) {
      List<Partition> children = Partition.exchanged(mother, father, random);
      assertThat(children).hasSize(2);
      seen.merge(Set.copyOf(children), 1, Integer::sum);
    }
    Set<Partition> oneTwo = Set.of(partition(2, 4, 9), partition(1, 4, 11));
    Set<Partition> oneEleven = Set.of(partition(4, 9, 11), partition(1, 2, 4));
    // Exchanging 9 for 11, or 9 for 2, gives the same two children the other way round.
    assertThat(seen.keySet()).containsExactlyInAnyOrder(oneTwo, oneEleven);
    int[] counts = seen.values().stream().mapToInt(count -> count).toArray();
    assertThat(counts[0]).isBetween(1_800, 2_200);
    assertThat(mother.boundaries()).as("parents stay").containsExactly(1, 4, 9);
  }

  @Test
  void crossoverLeavesPartitionsAloneOfWhichOneHasNoCutOfItsOwn() {
    Partition few = partition(4);
    Partition more = partition(4, 7);
    assertThat(Partition.exchanged(few, more, random)).containsExactly(few, more);
    assertThat(Partition.exchanged(few, few, random)).containsExactly(few, few);
  }

  @Test
  void mutationMovesOneCutToAFreeBoundary() {
    Partition before = partition(3, 6, 9);
    Set<Integer> seen = new HashSet<>();
    for (int round = 0; round < 500; round++) {
      int[] cuts = before.mutated(4, 4, random).boundaries();
      assertThat(cuts).hasSize(3).isSorted().doesNotHaveDuplicates();
      assertThat(IntStream.of(cuts).filter(s -> s == 3 || s == 6 || s == 9).count()).isEqualTo(2);
      IntStream.of(cuts).forEach(seen::add);
    }
    assertThat(seen).as("any free boundary may be hit").hasSize(BITS);
  }

  @Test
  void whereTheNumberOfSlicesIsOpenMutationAlsoAddsOrRemovesACut() {
    Partition before = partition(3, 6);
    int[] bySlices = new int[4];
    for (int round = 0; round < 6_000; round++) {
      Partition after = before.mutated(1, 4, random);
      assertThat(after).isNotEqualTo(before);
      bySlices[after.slices() - 1]++;
    }
    assertThat(bySlices[0]).isZero();
    assertThat(ChiSquared.of(bySlices, new double[] {1e-9, 1, 1, 1}))
        .isLessThan(ChiSquared.LIMIT_3);
  }

  @Test
  void mutationKeepsWithinTheNumbersAllowed() {
    for (int round = 0; round < 200; round++) {
      assertThat(partition(3, 6).mutated(3, 4, random).slices()).isBetween(3, 4);
      assertThat(partition(3, 6).mutated(2, 3, random).slices()).isBetween(2, 3);
      assertThat(partition().mutated(1, 2, random).slices()).isEqualTo(2);
    }
  }

  @Test
  void mutationHasNothingToMoveWithoutACutOrWithoutAFreeBoundary() {
    Partition uncut = partition();
    assertThat(uncut.mutated(1, 1, random)).isSameAs(uncut);
    Partition full = partition(IntStream.rangeClosed(1, BITS).toArray());
    assertThat(full.mutated(BITS + 1, BITS + 1, random)).isSameAs(full);
  }

  @Test
  void aDeploymentHasThePartitionItWasMadeFrom() {
    Partition partition = partition(2, 7);
    DeploymentMatrix matrix = partition.deployed(List.of("a", "b", "c", "d"), new int[] {3, 0, 2});
    assertThat(Partition.of(matrix)).isEqualTo(partition).hasSameHashCodeAs(partition);
    assertThat(matrix.deviceAt(0)).isEqualTo(3);
    assertThat(matrix.deviceAt(2)).isZero();
    assertThat(matrix.deviceAt(7)).isEqualTo(2);
  }

  private static Partition partition(int... boundaries) {
    boolean[] bits = new boolean[BITS];
    IntStream.of(boundaries).forEach(boundary -> bits[boundary - 1] = true);
    return Partition.of(bits);
  }
}
