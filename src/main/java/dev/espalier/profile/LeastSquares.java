package dev.espalier.profile;

import java.util.Arrays;
import java.util.BitSet;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.SingularMatrixException;

/**
 * Non-negative linear least squares: minimizes {@code |A x - y|} subject to {@code x >= 0}, by the
 * active-set method of C. L. Lawson and R. J. Hanson, Solving Least Squares Problems, 1974, chapter
 * 23. The subproblems without bounds are solved by the QR decomposition of Commons Math.
 *
 * <p>Finds the minimum in a finite number of steps. A column that depends linearly on columns in
 * use is left at 0, so that the answer is defined for any matrix. Deterministic.
 */
final class LeastSquares {
  /** Relative size below which a number counts as the 0 that rounding made of it. */
  private static final double EPSILON = 1e-12;

  private final double[][] rows;
  private final double[] target;
  private final double[] scale;
  private final int columns;

  private LeastSquares(double[][] rows, double[] target, int columns) {
    this.columns = columns;
    this.target = target;
    scale = new double[columns];
    for (double[] row : rows) {
      for (int c = 0; c < columns; c++) {
        scale[c] = Math.hypot(scale[c], row[c]);
      }
    }
    // Columns of one length: flops and bytes differ from a constant by nine orders of magnitude.
    this.rows =
        Arrays.stream(rows)
            .map(
                row -> {
                  double[] scaled = new double[columns];
                  Arrays.setAll(scaled, c -> scale[c] > 0 ? row[c] / scale[c] : 0);
                  return scaled;
                })
            .toArray(double[][]::new);
  }

  /**
   * Solves a problem.
   *
   * @param rows the matrix A by rows, all of the same length
   * @param target the vector y
   * @return the vector x
   */
  static double[] nonNegative(double[][] rows, double[] target) {
    if (rows.length == 0 || rows.length != target.length) {
      throw new IllegalArgumentException(
          "least squares: expected as many targets as rows, at least one, but found %d and %d"
              .formatted(target.length, rows.length));
    }
    LeastSquares problem = new LeastSquares(rows, target, rows[0].length);
    double[] x = problem.solve();
    for (int c = 0; c < x.length; c++) {
      x[c] = problem.scale[c] > 0 ? x[c] / problem.scale[c] : 0;
    }
    return x;
  }

  private double[] solve() {
    double[] x = new double[columns];
    BitSet used = new BitSet();
    BitSet refused = new BitSet();
    double tolerance = EPSILON * new ArrayRealVector(target).getNorm();
    while (true) {
      int next = steepest(x, used, refused, tolerance);
      if (next < 0) {
        return x;
      }
      used.set(next);
      double[] free = unbounded(used);
      if (free == null || !(free[next] > 0)) {
        used.clear(next);
        refused.set(next); // it would leave 0 again, at once and forever
        continue;
      }
      refused.clear();
      x = bounded(x, free, used);
    }
  }

  /** The unused column along which the error falls steepest; -1 if it falls along none. */
  private int steepest(double[] x, BitSet used, BitSet refused, double tolerance) {
    double[] gradient = new double[columns];
    for (int r = 0; r < rows.length; r++) {
      double residual = target[r];
      for (int c = 0; c < columns; c++) {
        residual -= rows[r][c] * x[c];
      }
      for (int c = 0; c < columns; c++) {
        gradient[c] += rows[r][c] * residual;
      }
    }
    int best = -1;
    for (int c = 0; c < columns; c++) {
      boolean isFree = !used.get(c) && !refused.get(c) && gradient[c] > tolerance;
      if (isFree && (best < 0 || gradient[c] > gradient[best])) {
        best = c;
      }
    }
    return best;
  }

  /** Goes from x towards the unbounded solution; columns that reach 0 on the way leave the set. */
  private double[] bounded(double[] from, double[] to, BitSet used) {
    double[] x = from;
    double[] free = to;
    while (!isPositive(free, used)) {
      double step = 1;
      for (int c = used.nextSetBit(0); c >= 0; c = used.nextSetBit(c + 1)) {
        if (!(free[c] > 0)) {
          step = Math.min(step, x[c] / (x[c] - free[c]));
        }
      }
      double[] moved = new double[columns];
      for (int c = used.nextSetBit(0); c >= 0; c = used.nextSetBit(c + 1)) {
        moved[c] = x[c] + step * (free[c] - x[c]);
        if (!(free[c] > 0) && !(moved[c] > EPSILON * x[c])) {
          moved[c] = 0;
        }
      }
      for (int c = 0; c < columns; c++) {
        if (moved[c] == 0) {
          used.clear(c);
        }
      }
      x = moved;
      free = unbounded(used);
    }
    return free;
  }

  private static boolean isPositive(double[] x, BitSet used) {
    return used.stream().allMatch(c -> x[c] > 0);
  }

  /** The least-squares solution on the used columns alone; null if they depend on one another. */
  private double[] unbounded(BitSet used) {
    int[] index = used.stream().toArray();
    double[] x = new double[columns];
    if (index.length == 0) {
      return x;
    }
    if (index.length > rows.length) {
      return null;
    }
    double[][] picked = new double[rows.length][index.length];
    for (int r = 0; r < rows.length; r++) {
      for (int k = 0; k < index.length; k++) {
        picked[r][k] = rows[r][index[k]];
      }
    }
    try {
      double[] solution =
          new QRDecomposition(new Array2DRowRealMatrix(picked, false), EPSILON)
              .getSolver()
              .solve(new ArrayRealVector(target, false))
              .toArray();
      for (int k = 0; k < index.length; k++) {
        x[index[k]] = solution[k];
      }
      return x;
    } catch (SingularMatrixException e) {
      return null;
    }
  }
}
