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
    liveMaxima = maxima(live);
  }

  /** Bytes that the positions [from, to) keep in memory. */
  double of(int from, int to) {
    return weightSum[to] - weightSum[from] + maxLive(from, to);
  }

  /**
   * Sparse table (Bender, Farach-Colton, LATIN 2000): row j holds the maxima of all runs of 2^j
   * values.
   */
  private static double[][] maxima(double[] values) {
    int rows = 32 - Integer.numberOfLeadingZeros(values.length);
    double[][] table = new double[rows][];
    table[0] = values.clone();
    for (int j = 1; j < rows; j++) {
      int half = 1 << (j - 1);
      table[j] = new double[values.length - 2 * half + 1];
      for (int i = 0; i < table[j].length; i++) {
        table[j][i] = Math.max(table[j - 1][i], table[j - 1][i + half]);
      }
    }
    return table;
  }

  private double maxLive(int from, int to) {
    int row = 31 - Integer.numberOfLeadingZeros(to - from);
    return Math.max(liveMaxima[row][from], liveMaxima[row][to - (1 << row)]);
  }
}
