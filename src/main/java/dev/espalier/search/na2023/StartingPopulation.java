package dev.espalier.search.na2023;

import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.DeploymentMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws random deployments in which no device runs two slices. Not thread-safe. */
final class StartingPopulation {
  private final CostTables costs;
  private final List<String> devices;
  private final Na2023Options options;
  private final RandomGenerator random;

  /** By number of slices; created on first use. */
  private final DeploymentDraw[] draws;

  StartingPopulation(
      CostTables costs, List<String> devices, Na2023Options options, RandomGenerator random) {
    this.costs = costs;
    this.devices = devices;
    this.options = options;
    this.random = random;
    draws = new DeploymentDraw[costs.maxSlices() + 1];
  }

  /** PCN random partitions with N! p_dc random deployments of each. */
  List<DeploymentMatrix> ofFewPartitions() {
    List<Partition> partitions = new ArrayList<>();
    for (int i = 0; i < options.partitions(); i++) {
      partitions.add(partition());
    }
    return spread(partitions, options.size(costs.deviceCount()));
  }

  /** As many deployments, each of a random partition. */
  List<DeploymentMatrix> ofManyPartitions() {
    List<DeploymentMatrix> matrices = new ArrayList<>();
    for (int i = options.size(costs.deviceCount()); i > 0; i--) {
      matrices.addAll(spread(List.of(partition()), 1));
    }
    return matrices;
  }

  /** A partition with a random number of slices, each allowed one with the same probability. */
  private Partition partition() {
    int slices = random.nextInt(costs.minSlices(), costs.maxSlices() + 1);
    return Partition.random(slices, costs.length() - 1, random);
  }

  /** Random deployments of partitions, spread evenly: the first ones have the remainder. */
  List<DeploymentMatrix> spread(List<Partition> partitions, int size) {
    List<DeploymentMatrix> matrices = new ArrayList<>();
    for (int i = 0; i < partitions.size(); i++) {
      Partition partition = partitions.get(i);
      int count = size / partitions.size() + (i < size % partitions.size() ? 1 : 0);
      for (int[] deviceOfSlice : draw(partition.slices()).draw(count)) {
        matrices.add(partition.deployed(devices, deviceOfSlice));
      }
    }
    return matrices;
  }

  private DeploymentDraw draw(int slices) {
    if (draws[slices] == null) {
      draws[slices] = new DeploymentDraw(slices, costs.deviceCount(), random);
    }
    return draws[slices];
  }
}
