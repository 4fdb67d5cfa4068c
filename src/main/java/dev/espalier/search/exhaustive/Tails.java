package dev.espalier.search.exhaustive;

import dev.espalier.cost.CostTables;
import java.util.Arrays;

/** What the innermost loop needs of each boundary, each one read away. Immutable. */
final class Tails {
  private final double[] payloadBytes;
  private final double[] weight;

  /** Per device and boundary, weighted time of all positions behind it, ms. */
  private final double[][] restMs;

  Tails(CostTables costs) {
    int length = costs.length();
    payloadBytes = new double[length];
    weight = new double[length];
    Arrays.setAll(payloadBytes, costs::payloadBytes);
    Arrays.setAll(weight, costs::boundaryWeight);
    restMs = new double[costs.deviceCount()][length];
    for (int d = 0; d < restMs.length; d++) {
      int device = d;
      Arrays.setAll(restMs[d], boundary -> costs.latencyMs(device, boundary, length));
    }
  }

  double payloadBytes(int boundary) {
    return payloadBytes[boundary];
  }

  double weight(int boundary) {
    return weight[boundary];
  }

  /** By boundary; not to be written to. */
  double[] restMs(int device) {
    return restMs[device];
  }
}
