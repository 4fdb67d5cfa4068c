package dev.espalier.reproduction.na2023;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.zoo.Zoo;

/**
 * An experiment of the paper: minimum worst-case latency of a network on the first K devices, one
 * slice each.
 *
 * @param network which network
 * @param slices number of devices and slices, K
 */
record Scene(Network network, int slices) {

  /** A network with the numbers of its tables and figures in the paper. */
  enum Network {
    B_ALEXNET("b-alexnet", "B-AlexNet", 41, 3, 4, 5, 5),
    B_RESNET("b-resnet110-chain", "B-ResNet", 339, 8, 9, 10, 7);

    final String zooName;
    final String title;
    final int layers;
    final int twoDeviceTable;
    final int latencyTable;
    final int timeTable;
    final int firstFigure;

    Network(
        String zooName,
        String title,
        int layers,
        int twoDeviceTable,
        int latencyTable,
        int timeTable,
        int firstFigure) {
      this.zooName = zooName;
      this.title = title;
      this.layers = layers;
      this.twoDeviceTable = twoDeviceTable;
      this.latencyTable = latencyTable;
      this.timeTable = timeTable;
      this.firstFigure = firstFigure;
    }
  }

  String title() {
    return "%s, K = %d".formatted(network.title, slices);
  }

  PlanningProblem problem(DeviceCatalog catalog) {
    return PlanningProblem.builder(Zoo.get(network.zooName), catalog)
        .objective(Objective.WORST_CASE)
        .devices(catalog.devices().stream().limit(slices).map(Device::name).toList())
        .slices(slices)
        .build();
  }

  /** Whether the paper has the basic algorithm in this scene. */
  boolean hasBasicAlgorithm() {
    return PublishedTables.latencies(network.latencyTable).stream()
        .anyMatch(row -> row.slices() == slices && row.method().equals(PublishedTables.BASIC_GA));
  }
}
