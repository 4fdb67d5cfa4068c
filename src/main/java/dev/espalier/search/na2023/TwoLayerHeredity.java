package dev.espalier.search.na2023;

import dev.espalier.cost.CostTables;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Partitions cross over and mutate; a child takes over the deployments of the parent that its
 * partition begins with, and the best of them is selected. A number of slices that this parent did
 * not have makes it draw deployments of its own.
 */
final class TwoLayerHeredity implements Heredity<TwoLayerChromosome> {
  private final CostTables costs;
  private final Pricing pricing;
  private final RandomGenerator random;
  private final double deploymentShare;

  /** By number of slices; made when first needed. */
  private final DeploymentDraw[] draws;

  TwoLayerHeredity(Pricing pricing, double deploymentShare, RandomGenerator random) {
    this.pricing = pricing;
    this.deploymentShare = deploymentShare;
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
    double leastMs = Double.POSITIVE_INFINITY;
    for (int[] devices : chromosome.deployments()) {
      leastMs = Math.min(leastMs, pricing.priceMs(starts, devices, starts.length));
      if (pricing.stopped()) {
        break;
      }
    }
    return Pricing.fitness(leastMs);
  }

  private DeploymentDraw draw(int slices) {
    if (draws[slices] == null) {
      draws[slices] = new DeploymentDraw(slices, costs.deviceCount(), deploymentShare, random);
    }
    return draws[slices];
  }
}
