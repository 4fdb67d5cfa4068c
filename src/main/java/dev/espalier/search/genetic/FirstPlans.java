package dev.espalier.search.genetic;

import dev.espalier.cost.table.CostTables;
import dev.espalier.search.local.DeploymentLayer;
import dev.espalier.search.local.Trial;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Plans to begin with: a random partition, and for it the deployment that {@link DeploymentLayer}
 * selects.
 */
final class FirstPlans {
  private final CostTables costs;
  private final DeploymentLayer deployments;

  FirstPlans(CostTables costs) {
    this.costs = costs;
    deployments = new DeploymentLayer(costs);
  }

  /** Fills a list up, with plans of every allowed number of slices as evenly as it goes. */
  void fill(List<Trial> plans, int size, RandomGenerator random) {
    int choices = costs.maxSlices() - costs.minSlices() + 1;
    int missing = size - plans.size();
    for (int i = 0; i < missing; i++) {
      plans.add(draw(costs.minSlices() + i * choices / missing, random));
    }
  }

  /** A plan of this many slices; every partition into so many is equally likely. */
  Trial draw(int slices, RandomGenerator random) {
    Trial trial = partition(slices, random);
    deployments.deploy(trial);
    return trial;
  }

  /** The partition by itself: the devices are yet to be selected. */
  Trial partition(int slices, RandomGenerator random) {
    BitSet cuts = new BitSet(costs.length());
    while (cuts.cardinality() < slices - 1) {
      cuts.set(1 + random.nextInt(costs.length() - 1));
    }
    Trial trial = new Trial(costs);
    trial.count = 1;
    for (int cut = cuts.nextSetBit(0); cut >= 0; cut = cuts.nextSetBit(cut + 1)) {
      trial.starts[trial.count++] = cut;
    }
    return trial;
  }
}
