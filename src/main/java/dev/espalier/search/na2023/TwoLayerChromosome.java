package dev.espalier.search.na2023;

import java.util.List;

/**
 * Both layers of a chromosome. Immutable.
 *
 * @param partition the partitioning chromosome
 * @param deployments the deployment chromosomes to select from: the device of each slice. Not to be
 *     written to
 */
record TwoLayerChromosome(Partition partition, List<int[]> deployments) {

  TwoLayerChromosome {
    deployments = List.copyOf(deployments);
  }
}
