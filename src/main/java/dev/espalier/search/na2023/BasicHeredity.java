package dev.espalier.search.na2023;

import dev.espalier.cost.CostTables;
import java.util.List;
import java.util.random.RandomGenerator;

/** The one layer of the basic algorithm: whole deployments cross over and mutate. */
final class BasicHeredity implements Heredity<Deployment> {
  private final CostTables costs;
  private final Pricing pricing;
  private final RandomGenerator random;

  BasicHeredity(Pricing pricing, RandomGenerator random) {
    this.pricing = pricing;
    this.random = random;
    costs = pricing.costs();
  }

  @Override
  public Deployment random() {
    int slices = random.nextInt(costs.minSlices(), costs.maxSlices() + 1);
    return Deployment.random(slices, costs.length(), costs.deviceCount(), random);
  }

  @Override
  public List<Deployment> crossOver(Deployment mother, Deployment father) {
    int one = random.nextInt(costs.deviceCount() + 1);
    int other = random.nextInt(costs.deviceCount() + 1);
    int from = Math.min(one, other);
    int to = Math.max(one, other);
    return List.of(
        mother.crossed(father, from, to, costs.length(), random),
        father.crossed(mother, from, to, costs.length(), random));
  }

  @Override
  public Deployment mutate(Deployment deployment) {
    int slices = deployment.starts().length;
    boolean canMove = slices > 1 && slices < costs.length();
    boolean canSwap = costs.deviceCount() > 1;
    if (canMove && (!canSwap || random.nextBoolean())) {
      return deployment.moved(costs.length(), random);
    }
    return canSwap ? deployment.swapped(random) : deployment;
  }

  @Override
  public double fitness(Deployment deployment) {
    int[] starts = deployment.starts();
    return Pricing.fitness(pricing.priceMs(starts, deployment.devices(), starts.length));
  }
}
