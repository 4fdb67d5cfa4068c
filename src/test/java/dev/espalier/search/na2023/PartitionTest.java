package dev.espalier.search.na2023;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartitionTest {
  private static final int BITS = 12;

  private final RandomGenerator random = new SplittableRandom(1);

  @Test
  void onePointCrossoverTakesTheFrontOfOneAndTheBackOfTheOther() {
    Partition one = partition(1, 4, 9);
    Partition other = partition(2, 5, 10, 11);
    assertThat(one.joined(other, 5).starts()).containsExactly(0, 1, 4, 10, 11);
    assertThat(one.joined(other, 4).starts()).containsExactly(0, 1, 4, 5, 10, 11);
    assertThat(other.joined(one, 4).starts()).containsExactly(0, 2, 9);
    assertThat(one.starts()).as("parents stay").containsExactly(0, 1, 4, 9);
  }

  @Test
  void repairRemovesSomeOfTheCutsWhereThereAreTooMany() {
    Partition many = partition(1, 3, 5, 7, 9, 11);
    Set<Integer> removed = new HashSet<>();
    for (int round = 0; round < 200; round++) {
      int[] starts = many.repaired(2, 4, random).starts();
      assertThat(starts).hasSize(4).startsWith(0).isSorted().doesNotHaveDuplicates();
      assertThat(IntStream.of(starts).boxed()).isSubsetOf(0, 1, 3, 5, 7, 9, 11);
      IntStream.of(1, 3, 5, 7, 9, 11)
          .filter(cut -> IntStream.of(starts).noneMatch(start -> start == cut))
          .forEach(removed::add);
    }
    assertThat(removed).containsExactlyInAnyOrder(1, 3, 5, 7, 9, 11);
  }

  @Test
  void repairAddsCutsWhereThereAreTooFew() {
    Set<Integer> added = new HashSet<>();
    for (int round = 0; round < 500; round++) {
      int[] starts = partition(6).repaired(4, 5, random).starts();
      assertThat(starts).hasSize(4).contains(0, 6).isSorted().doesNotHaveDuplicates();
      IntStream.of(starts).forEach(added::add);
    }
    assertThat(added).as("any boundary may be cut").hasSize(BITS + 1);
  }

  @Test
  void repairLeavesAnAllowedPartitionAlone() {
    Partition allowed = partition(2, 7);
    assertThat(allowed.repaired(1, 3, random)).isSameAs(allowed);
  }

  @Test
  void mutationMovesOneCutToAFreeBoundary() {
    Partition before = partition(3, 6, 9);
    Set<Integer> seen = new HashSet<>();
    for (int round = 0; round < 500; round++) {
      int[] starts = before.moved(random).starts();
      assertThat(starts).hasSize(4).isSorted().doesNotHaveDuplicates();
      assertThat(IntStream.of(starts).filter(s -> s == 3 || s == 6 || s == 9).count()).isEqualTo(2);
      IntStream.of(starts).forEach(seen::add);
    }
    assertThat(seen).as("any free boundary may be hit").hasSize(BITS + 1);
  }

  @Test
  void mutationHasNothingToMoveWithoutACutOrWithoutAFreeBoundary() {
    Partition uncut = partition();
    assertThat(uncut.moved(random)).isSameAs(uncut);
    Partition full = partition(IntStream.rangeClosed(1, BITS).toArray());
    assertThat(full.moved(random)).isSameAs(full);
  }

  private static Partition partition(int... boundaries) {
    BitSet cuts = new BitSet();
    IntStream.of(boundaries).forEach(boundary -> cuts.set(boundary - 1));
    return Partition.of(cuts, BITS);
  }
}
