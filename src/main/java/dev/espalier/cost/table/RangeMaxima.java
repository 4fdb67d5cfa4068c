package dev.espalier.cost.table;

/** Sparse table (Bender, Farach-Colton, LATIN 2000): range maxima in O(1) after O(n log n). */
final class RangeMaxima {
  private RangeMaxima() {}

  /** Row j holds the maxima of all runs of 2^j values. */
  static double[][] of(double[] values) {
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

  /** Maximum of the values in [from, to), which must not be empty. */
  static double max(double[][] table, int from, int to) {
    int row = 31 - Integer.numberOfLeadingZeros(to - from);
    return Math.max(table[row][from], table[row][to - (1 << row)]);
  }
}
