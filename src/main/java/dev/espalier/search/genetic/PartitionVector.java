package dev.espalier.search.genetic;

import dev.espalier.cost.table.CostTables;
import io.jenetics.BitChromosome;
import io.jenetics.BitGene;
import io.jenetics.Genotype;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/**
 * The first layer's chromosome: the partitioning vector, in which bit b - 1 is set if boundary b is
 * cut. A vector with too many or too few cuts is repaired, not rejected.
 */
final class PartitionVector {
  private PartitionVector() {}

  /** Number of bits: one for each boundary, and a chromosome needs at least one. */
  private static int bits(CostTables costs) {
    return Math.max(1, costs.length() - 1);
  }

  /** A vector with this many slices, its cuts drawn at random. */
  static Genotype<BitGene> random(CostTables costs, int slices, RandomGenerator random) {
    BitSet cuts = new BitSet();
    addCuts(cuts, slices - 1, costs, random);
    return genotype(cuts, costs);
  }

  /** The cuts of a genotype, bit b - 1 for boundary b. */
  static BitSet cuts(Genotype<BitGene> genotype) {
    return genotype.chromosome().as(BitChromosome.class).toBitSet();
  }

  /** Removes or adds cuts at random until their number is allowed. */
  static void repair(BitSet cuts, CostTables costs, RandomGenerator random) {
    if (costs.length() == 1) {
      cuts.clear();
    }
    while (cuts.cardinality() > costs.maxSlices() - 1) {
      removeCut(cuts, random);
    }
    addCuts(cuts, costs.minSlices() - 1, costs, random);
  }

  /** Removes one of the cuts, drawn at random; there must be one. */
  static void removeCut(BitSet cuts, RandomGenerator random) {
    int victim = cuts.nextSetBit(0);
    for (int skip = random.nextInt(cuts.cardinality()); skip > 0; skip--) {
      victim = cuts.nextSetBit(victim + 1);
    }
    cuts.clear(victim);
  }

  /** Cuts one more boundary, drawn at random; one must be free. */
  static void addCut(BitSet cuts, CostTables costs, RandomGenerator random) {
    int bit = cuts.nextClearBit(0);
    for (int skip = random.nextInt(costs.length() - 1 - cuts.cardinality()); skip > 0; skip--) {
      bit = cuts.nextClearBit(bit + 1);
    }
    cuts.set(bit);
  }

  private static void addCuts(BitSet cuts, int target, CostTables costs, RandomGenerator random) {
    while (cuts.cardinality() < target) {
      addCut(cuts, costs, random);
    }
  }

  /** Writes the cuts to the starts of a trial. */
  static void decode(BitSet cuts, Trial trial) {
    trial.starts[0] = 0;
    trial.count = 1;
    for (int bit = cuts.nextSetBit(0); bit >= 0; bit = cuts.nextSetBit(bit + 1)) {
      trial.starts[trial.count++] = bit + 1;
    }
  }

  /** The genotype of a trial's partition. */
  static Genotype<BitGene> encode(Trial trial, CostTables costs) {
    BitSet cuts = new BitSet();
    for (int k = 1; k < trial.count; k++) {
      cuts.set(trial.starts[k] - 1);
    }
    return genotype(cuts, costs);
  }

  private static Genotype<BitGene> genotype(BitSet cuts, CostTables costs) {
    return Genotype.of(BitChromosome.of(cuts, bits(costs)));
  }
}
