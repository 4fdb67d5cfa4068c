package dev.espalier.search.exhaustive;

import dev.espalier.cost.table.CostTables;
import java.util.Arrays;

/** The inputs of the innermost loop where costs add up, each a single read. Immutable. */
final class Tails {
  private final double[] payloadBytes;
  private final double[] weight;

  /** Per device and boundary, cost of all positions after it. */
  private final double[][] rest;

  Tails(CostTables costs) {
    int length = costs.length();
    payloadBytes = new double[length];
    weight = new double[length];
    Arrays.setAll(payloadBytes, costs::payloadBytes);
    Arrays.setAll(weight, costs::boundaryWeight);
    rest = new double[costs.deviceCount()][length];
    for (int d = 0; d < rest.length; d++) {
      int device = d;
      Arrays.setAll(rest[d], boundary -> costs.slice(device, boundary, length));
    }
  }

  double payloadBytes(int boundary) {
    return payloadBytes[boundary];
  }

  double weight(int boundary) {
    return weight[boundary];
  }

  /** By boundary; not to be written to. */
  double[] rest(int device) {
    return rest[device];
  }
}
