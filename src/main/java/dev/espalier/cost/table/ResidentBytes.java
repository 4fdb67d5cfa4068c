package dev.espalier.cost.table;

import dev.espalier.model.Linearization;

/** Weights and largest set of live tensors of any run of positions, in constant time. */
final class ResidentBytes {
  private final double[] weightSum;
  private final double[][] liveMaxima;

  ResidentBytes(Linearization net) {
    int length = net.length();
    weightSum = new double[length + 1];
    double[] live = new double[length];
    for (int i = 0; i < length; i++) {
      weightSum[i + 1] = weightSum[i] + net.layer(i).weightBytes();
      live[i] = net.liveBytes(i);
    }
    liveMaxima = RangeMaxima.of(live);
  }

  /** Bytes that the positions [from, to) keep in memory. */
  double of(int from, int to) {
    return weightSum[to] - weightSum[from] + RangeMaxima.max(liveMaxima, from, to);
  }
}
