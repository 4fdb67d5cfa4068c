package dev.espalier.search.genetic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cost.table.CostTables;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import dev.espalier.plan.PlanningProblem;
import io.jenetics.BitChromosome;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PartitionVectorTest {
  private static final int ROUNDS = 40_000;

  /** 99.9th percentile of the chi-squared distribution with 8 degrees of freedom. */
  private static final double CHI_SQUARED_8 = 26.12;

  @Test
  void repairRemovesCutsUntilThereAreFewEnough() {
    CostTables costs = costs(10, 4, 1, 4);
    BitSet cuts = new BitSet();
    cuts.set(0, 9);
    PartitionVector.repair(cuts, costs, new SplittableRandom(1));
    assertThat(cuts.cardinality()).isEqualTo(3);
  }

  @Test
  void repairAddsCutsUntilThereAreEnough() {
    CostTables costs = costs(10, 6, 5, 6);
    BitSet cuts = new BitSet();
    PartitionVector.repair(cuts, costs, new SplittableRandom(1));
    assertThat(cuts.cardinality()).isEqualTo(4);
    assertThat(cuts.length()).isLessThanOrEqualTo(9);
  }

  @Test
  void repairLeavesAnAllowedVectorAlone() {
    CostTables costs = costs(10, 4, 1, 4);
    BitSet cuts = BitSet.valueOf(new long[] {0b100010});
    PartitionVector.repair(cuts, costs, new SplittableRandom(1));
    assertThat(cuts.toLongArray()).containsExactly(0b100010);
  }

  @Test
  void repairDrawsTheCutToRemoveUniformly() {
    CostTables costs = costs(10, 9, 1, 9);
    SplittableRandom random = new SplittableRandom(3);
    int[] removed = new int[9];
    for (int round = 0; round < ROUNDS; round++) {
      BitSet cuts = new BitSet();
      cuts.set(0, 9);
      PartitionVector.repair(cuts, costs, random);
      removed[cuts.nextClearBit(0)]++;
    }
    assertThat(chiSquared(removed)).isLessThan(CHI_SQUARED_8);
  }

  @Test
  void addedCutsAreDrawnUniformly() {
    CostTables costs = costs(10, 9, 2, 9);
    SplittableRandom random = new SplittableRandom(3);
    int[] added = new int[9];
    for (int round = 0; round < ROUNDS; round++) {
      BitSet cuts = new BitSet();
      PartitionVector.repair(cuts, costs, random);
      added[cuts.nextSetBit(0)]++;
    }
    assertThat(chiSquared(added)).isLessThan(CHI_SQUARED_8);
  }

  @Test
  void encodeAndDecodeAreInverse() {
    CostTables costs = costs(10, 5, 1, 5);
    Trial trial = new Trial(costs);
    BitSet cuts = BitSet.valueOf(new long[] {0b100010001});
    PartitionVector.decode(cuts, trial);
    assertThat(trial.count).isEqualTo(4);
    assertThat(trial.starts).startsWith(0, 1, 5, 9);
    assertThat(PartitionVector.cuts(PartitionVector.encode(trial, costs))).isEqualTo(cuts);
  }

  @Test
  void mutationNeverLeavesTheAllowedNumberOfCuts() {
    CostTables costs = costs(12, 5, 2, 4);
    CutMutator mutator = new CutMutator(costs);
    SplittableRandom random = new SplittableRandom(5);
    BitSet start = BitSet.valueOf(new long[] {0b10001});
    List<Integer> counts = new ArrayList<>();
    for (int round = 0; round < 2_000; round++) {
      var mutated = mutator.mutate(BitChromosome.of(start, 11), 1, random).result();
      counts.add(mutated.as(BitChromosome.class).toBitSet().cardinality());
    }
    assertThat(counts).containsOnly(1, 2, 3);
  }

  private static double chiSquared(int[] counts) {
    double expected = (double) ROUNDS / counts.length;
    double sum = 0;
    for (int count : counts) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
  }

  private static CostTables costs(int layers, int devices, int min, int max) {
    List<Layer> chain = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      chain.add(new Layer("l" + i, "Relu", List.of(i == 0 ? "in" : "l" + (i - 1)), 1, 1, 1));
    }
    List<Exit> exits = List.of(new Exit("final", "l" + (layers - 1), 1));
    List<Device> all = new ArrayList<>();
    for (int d = 0; d < devices; d++) {
      all.add(new Device("d" + d, 1, 1));
    }
    return new CostTables(
        PlanningProblem.builder(
                new BranchyNet("chain", new ModelInput("in", 1), chain, exits),
                new DeviceCatalog("c", all, Network.uniform(1, 0)))
            .slices(min, max)
            .build());
  }
}
