package dev.espalier.search.na2023;

import dev.espalier.cost.table.CostTables;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The published two-layer algorithm: Algorithm 1 of Na et al. 2023 (see {@link Na2023Planner}).
 *
 * <p>Method: partitioning chromosomes (L - 1 bits: which boundaries are cut) cross over at one
 * point and mutate. Each chromosome of the first generation draws a share of all N!/(N-K)!
 * deployments of its K slices on N devices at random, without repetition; these do not change, but
 * are handed down by the parent that a child's partition begins with, and the best of them for the
 * given partition is selected. Its fitness is that of the chromosome. A generation costs O(P (L + D
 * K)) for P partitions and D deployments drawn for each.
 *
 * <p>How it may differ from the paper's program: the sizes are reconstructed, see {@link
 * Na2023Options}; the kinds of selection, crossover and mutation are the plainest ones; a mutation
 * moves one cut; a child whose number of slices is not allowed is repaired at random; a problem
 * that leaves the number of slices open starts with each allowed number alike, and a child with
 * another number of slices than its parent draws deployments of its own; and no more than {@value
 * DeploymentDraw#MAX_DRAWN} deployments are drawn for a partition.
 */
final class TwoLayerHeredity implements Heredity<TwoLayerChromosome> {
  private final CostTables costs;
  private final Pricing pricing;
  private final RandomGenerator random;
  private final double deploymentShare;

  /** By number of slices; created on first use. */
  private final DeploymentDraw[] draws;

  TwoLayerHeredity(Pricing pricing, Na2023Options parameters, RandomGenerator random) {
    this.pricing = pricing;
    deploymentShare = parameters.deploymentShare();
    this.random = random;
    costs = pricing.costs();
    draws = new DeploymentDraw[costs.maxSlices() + 1];
  }

  @Override
  public TwoLayerChromosome random() {
    int slices = random.nextInt(costs.minSlices(), costs.maxSlices() + 1);
    Partition partition = Partition.random(slices, costs, random);
    return new TwoLayerChromosome(partition, draw(slices).draw());
  }

  @Override
  public List<TwoLayerChromosome> crossOver(TwoLayerChromosome mother, TwoLayerChromosome father) {
    int bits = costs.length() - 1;
    if (bits < 2) {
      return List.of(mother, father);
    }
    int point = random.nextInt(1, bits);
    return List.of(child(mother, father, point), child(father, mother, point));
  }

  private TwoLayerChromosome child(TwoLayerChromosome parent, TwoLayerChromosome other, int point) {
    Partition partition =
        parent
            .partition()
            .joined(other.partition(), point)
            .repaired(costs.minSlices(), costs.maxSlices(), random);
    int slices = partition.slices();
    return new TwoLayerChromosome(
        partition,
        slices == parent.partition().slices() ? parent.deployments() : draw(slices).draw());
  }

  @Override
  public TwoLayerChromosome mutate(TwoLayerChromosome chromosome) {
    return new TwoLayerChromosome(chromosome.partition().moved(random), chromosome.deployments());
  }

  @Override
  public double fitness(TwoLayerChromosome chromosome) {
    int[] starts = chromosome.partition().starts();
    double min = Double.POSITIVE_INFINITY;
    for (int[] devices : chromosome.deployments()) {
      min = Math.min(min, pricing.price(starts, devices, starts.length));
      if (pricing.stopped()) {
        break;
      }
    }
    return Pricing.fitness(min);
  }

  private DeploymentDraw draw(int slices) {
    if (draws[slices] == null) {
      draws[slices] = new DeploymentDraw(slices, costs.deviceCount(), deploymentShare, random);
    }
    return draws[slices];
  }
}
