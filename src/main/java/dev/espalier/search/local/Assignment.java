package dev.espalier.search.local;

import java.util.Arrays;

/**
 * The assignment problem: gives each row a column of its own so that the sum of costs is minimum.
 *
 * <p>Shortest augmenting paths with potentials (Kuhn 1955, Munkres 1957, in the form of Jonker and
 * Volgenant, Computing 1987). O(rows^2 columns). JGraphT has the algorithm on graphs; this one
 * works on an array, because it runs for every individual of every generation.
 */
public final class Assignment {
  private Assignment() {}

  /**
   * The column of each row in an assignment of minimum cost.
   *
   * @param costs finite costs, row by row; at least as many columns as rows
   * @return for each row its column
   */
  public static int[] solve(double[][] costs) {
    int rows = costs.length;
    int columns = costs[0].length;
    double[] rowPotential = new double[rows];
    double[] columnPotential = new double[columns + 1];
    int[] rowOf = new int[columns + 1];
    Arrays.fill(rowOf, -1);
    int[] before = new int[columns + 1];
    double[] min = new double[columns];
    boolean[] done = new boolean[columns + 1];
    for (int row = 0; row < rows; row++) {
      // The extra column stands for the row that has none yet.
      int column = columns;
      rowOf[column] = row;
      Arrays.fill(min, Double.POSITIVE_INFINITY);
      Arrays.fill(done, false);
      while (rowOf[column] >= 0) {
        done[column] = true;
        int reached = rowOf[column];
        double step = Double.POSITIVE_INFINITY;
        int nearest = -1;
        for (int c = 0; c < columns; c++) {
          if (done[c]) {
            continue;
          }
          double reduced = costs[reached][c] - rowPotential[reached] - columnPotential[c];
          if (reduced < min[c]) {
            min[c] = reduced;
            before[c] = column;
          }
          if (min[c] < step) {
            step = min[c];
            nearest = c;
          }
        }
        for (int c = 0; c <= columns; c++) {
          if (done[c]) {
            rowPotential[rowOf[c]] += step;
            columnPotential[c] -= step;
          } else if (c < columns) {
            min[c] -= step;
          }
        }
        column = nearest;
      }
      while (column != columns) {
        rowOf[column] = rowOf[before[column]];
        column = before[column];
      }
    }
    int[] columnOf = new int[rows];
    for (int c = 0; c < columns; c++) {
      if (rowOf[c] >= 0) {
        columnOf[rowOf[c]] = c;
      }
    }
    return columnOf;
  }
}
