package dev.espalier.search.na2023;

import dev.espalier.cost.table.CostTables;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The basic algorithm that the two-layer one is compared with by its authors: "Basic GA" of tables
 * 4 and 9 of Na et al. 2023 (see {@link Na2023Planner}).
 *
 * <p>Method: one deployment chromosome, the N x L matrix of which device runs which layer, holds
 * partition and deployment together. It crosses over by partially mapped crossover of the devices'
 * order (the cuts of the section change hands as well), and a mutation swaps two devices or moves
 * one cut. A chromosome is one plan. A generation costs O(P (N + L)) for P chromosomes.
 *
 * <p>How it may differ from the paper's program: the population's size is reconstructed, see {@link
 * Na2023Options}; the matrix is kept as an order of the devices and the starts of the slices that
 * the first of them run; starts that a crossover makes equal are redrawn at random; a child has as
 * many slices as the parent whose order it continues; and a problem that leaves the number of
 * slices open starts with each allowed number alike.
 */
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
    return Pricing.fitness(pricing.price(starts, deployment.devices(), starts.length));
  }
}
