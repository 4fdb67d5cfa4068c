package dev.espalier.benchmarks;

/** What is planned: a network on the first devices of the catalog, with a number of slices. */
public enum PlanningCase {
  ALEXNET_SIX_DEVICES("b-alexnet", 6, 1, 6),
  ALEXNET_SIX_DEVICES_SIX_SLICES("b-alexnet", 6, 6, 6),
  CHAIN_FOUR_DEVICES("b-resnet110-chain", 4, 1, 4),
  CHAIN_FOUR_DEVICES_FOUR_SLICES("b-resnet110-chain", 4, 4, 4);

  final String network;
  final int devices;
  final int minSlices;
  final int maxSlices;

  PlanningCase(String network, int devices, int minSlices, int maxSlices) {
    this.network = network;
    this.devices = devices;
    this.minSlices = minSlices;
    this.maxSlices = maxSlices;
  }
}
