package dev.espalier.search.genetic;

import dev.espalier.cost.table.CostTables;
import io.jenetics.BitChromosome;
import io.jenetics.BitGene;
import io.jenetics.Chromosome;
import io.jenetics.Mutator;
import io.jenetics.MutatorResult;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/**
 * Mutates a partitioning vector by whole cuts: moves one to another boundary, adds one or removes
 * one, once or more. Flipping bits one by one would mostly add cuts, because few boundaries are
 * cut.
 */
final class CutMutator extends Mutator<BitGene, Double> {
  /** Every child mutates: an unchanged one is already evaluated. */
  private static final double PROBABILITY = 1;

  /** Probability of one more change after each change: two in the mean. */
  private static final double ONE_MORE = 0.5;

  private final CostTables costs;

  CutMutator(CostTables costs) {
    super(PROBABILITY);
    this.costs = costs;
  }

  @Override
  protected MutatorResult<Chromosome<BitGene>> mutate(
      Chromosome<BitGene> chromosome, double probability, RandomGenerator random) {
    if (costs.length() == 1) {
      return new MutatorResult<>(chromosome, 0);
    }
    BitSet cuts = chromosome.as(BitChromosome.class).toBitSet();
    int changes = 0;
    do {
      change(cuts, random);
      changes++;
    } while (random.nextDouble() < ONE_MORE);
    return new MutatorResult<>(BitChromosome.of(cuts, chromosome.length()), changes);
  }

  private void change(BitSet cuts, RandomGenerator random) {
    int slices = cuts.cardinality() + 1;
    boolean mayRemove = slices > Math.max(1, costs.minSlices());
    boolean mayAdd = slices < costs.maxSlices();
    boolean move = slices > 1 && random.nextBoolean();
    if (move || (mayRemove && (!mayAdd || random.nextBoolean()))) {
      PartitionVector.removeCut(cuts, random);
    }
    if (move || (mayAdd && cuts.cardinality() + 1 == slices)) {
      PartitionVector.addCut(cuts, costs, random);
    }
  }
}
