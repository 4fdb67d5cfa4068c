package dev.espalier.search.na2023;

import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.DeploymentMatrix;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Algorithm 1 of Na et al. 2023; see {@link Na2023Planner#twoLayer()}. */
final class TwoLayerHeredity implements Heredity {
  private final CostTables costs;
  private final StartingPopulation start;
  private final double crossover;
  private final double mutation;
  private final RandomGenerator random;

  TwoLayerHeredity(
      CostTables costs, Na2023Options options, StartingPopulation start, RandomGenerator random) {
    this.costs = costs;
    this.start = start;
    this.random = random;
    crossover = options.crossoverProbability();
    mutation = options.mutationOf(costs.deviceCount(), costs.length());
  }

  @Override
  public List<DeploymentMatrix> first() {
    return start.ofFewPartitions();
  }

  @Override
  public List<DeploymentMatrix> children(Generation parents) {
    int size = parents.members().size();
    Roulette wheel = new Roulette(parents.fitness());
    Set<Partition> selected = new LinkedHashSet<>();
    for (int i = 0; i < size; i++) {
      selected.add(Partition.of(parents.members().get(wheel.spin(random))));
    }
    return start.spread(mutated(crossed(new ArrayList<>(selected))), size);
  }

  /** Pairs partitions at random; with the probability of a crossover, a pair exchanges a cut. */
  List<Partition> crossed(List<Partition> partitions) {
    List<Partition> children = new ArrayList<>();
    Shuffle.of(partitions, random);
    for (int i = 0; i + 1 < partitions.size(); i += 2) {
      Partition mother = partitions.get(i);
      Partition father = partitions.get(i + 1);
      children.addAll(
          random.nextDouble() < crossover
              ? Partition.exchanged(mother, father, random)
              : List.of(mother, father));
    }
    if (partitions.size() % 2 == 1) {
      children.add(partitions.get(partitions.size() - 1));
    }
    return children;
  }

  private List<Partition> mutated(List<Partition> partitions) {
    return partitions.stream()
        .map(
            partition ->
                random.nextDouble() < mutation
                    ? partition.mutated(costs.minSlices(), costs.maxSlices(), random)
                    : partition)
        .toList();
  }

  @Override
  public Generation survivors(Generation parents, Generation children) {
    return children.keepingBestOf(parents);
  }
}
