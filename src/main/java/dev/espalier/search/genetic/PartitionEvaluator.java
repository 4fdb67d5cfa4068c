package dev.espalier.search.genetic;

import dev.espalier.cost.table.CostTables;
import dev.espalier.search.StopSignal;
import io.jenetics.BitGene;
import io.jenetics.Phenotype;
import io.jenetics.engine.Evaluator;
import io.jenetics.util.ISeq;
import io.jenetics.util.Seq;
import java.nio.IntBuffer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Turns partitioning vectors into priced plans: repairs the vector, selects a deployment and
 * improves both by local moves. The genotype keeps the vector itself: writing the improved
 * partition back made no difference. The result for a vector depends on the vector and the seed
 * alone, so that parallel evaluation changes nothing, and a vector that recurs is not evaluated
 * again.
 */
final class PartitionEvaluator implements Evaluator<BitGene, Double> {
  private final CostTables costs;
  private final DeploymentLayer deployments;
  private final long seed;
  private final StopSignal stop;
  private final Executor executor;
  private final Map<BitSet, Individual> known = new HashMap<>();
  private final Set<IntBuffer> optima = ConcurrentHashMap.newKeySet();
  private Individual best;

  /**
   * @param seed seed of the repairs
   * @param executor where to evaluate
   */
  PartitionEvaluator(CostTables costs, long seed, StopSignal stop, Executor executor) {
    this.costs = costs;
    this.seed = seed;
    this.stop = stop;
    this.executor = executor;
    deployments = new DeploymentLayer(costs);
  }

  /** A plan and its score. */
  record Individual(Trial trial, double score) {}

  @Override
  public ISeq<Phenotype<BitGene, Double>> eval(Seq<Phenotype<BitGene, Double>> population) {
    evaluateUnknown(
        population.stream()
            .filter(each -> !each.isEvaluated())
            .map(each -> PartitionVector.cuts(each.genotype()))
            .toList());
    return population.stream()
        .map(each -> each.isEvaluated() ? each : evaluated(each))
        .collect(ISeq.toISeq());
  }

  private Phenotype<BitGene, Double> evaluated(Phenotype<BitGene, Double> phenotype) {
    return phenotype.withFitness(known.get(PartitionVector.cuts(phenotype.genotype())).score);
  }

  private void evaluateUnknown(List<BitSet> vectors) {
    Map<BitSet, CompletableFuture<Individual>> running = new LinkedHashMap<>();
    for (BitSet vector : vectors) {
      if (!known.containsKey(vector) && !running.containsKey(vector)) {
        running.put(vector, CompletableFuture.supplyAsync(() -> evaluate(vector), executor));
      }
    }
    running.forEach((vector, future) -> remember(vector, stop.await(future)));
  }

  private void remember(BitSet vector, Individual individual) {
    known.put(vector, individual);
    if (best == null || individual.score < best.score) {
      best = individual;
    }
  }

  /** Stores a known trial, improved by local moves, as the result for its partition. */
  void learn(Trial known) {
    Trial trial = new Trial(costs);
    trial.copyFrom(known);
    double score = new LocalMoves(costs, stop, optima).improve(trial);
    remember(
        PartitionVector.cuts(PartitionVector.encode(known, costs)), new Individual(trial, score));
  }

  private Individual evaluate(BitSet vector) {
    BitSet cuts = (BitSet) vector.clone();
    PartitionVector.repair(cuts, costs, new SplittableRandom(seed ^ vector.hashCode()));
    Trial trial = new Trial(costs);
    PartitionVector.decode(cuts, trial);
    deployments.deploy(trial);
    return new Individual(trial, new LocalMoves(costs, stop, optima).improve(trial));
  }

  /** The best plan so far. */
  Individual best() {
    return best;
  }

  /** Number of distinct partitions evaluated. */
  long evaluations() {
    return known.size();
  }
}
