package dev.espalier.search.na2023;

import dev.espalier.cost.CostTables;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Both layers: partitions cross over and mutate, and for each of them the best of the deployments
 * drawn is selected.
 */
final class TwoLayerHeredity implements Heredity<Partition> {
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
  public Partition random() {
    int slices = random.nextInt(costs.minSlices(), costs.maxSlices() + 1);
    return Partition.random(slices, costs, random);
  }

  @Override
  public List<Partition> crossOver(Partition mother, Partition father) {
    int bits = costs.length() - 1;
    if (bits < 2) {
      return List.of(mother, father);
    }
    int point = random.nextInt(1, bits);
    return List.of(repaired(mother.joined(father, point)), repaired(father.joined(mother, point)));
  }

  private Partition repaired(Partition child) {
    return child.repaired(costs.minSlices(), costs.maxSlices(), random);
  }

  @Override
  public Partition mutate(Partition partition) {
    return partition.moved(random);
  }

  @Override
  public double fitness(Partition partition) {
    int[] starts = partition.starts();
    double leastMs = Double.POSITIVE_INFINITY;
    for (int[] devices : draw(starts.length).draw()) {
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
