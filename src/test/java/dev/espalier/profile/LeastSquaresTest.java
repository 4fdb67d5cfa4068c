package dev.espalier.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.junit.jupiter.api.Test;

class LeastSquaresTest {
  @Test
  void exactNonNegativeSolutionComesBackWhateverTheUnits() {
    double[][] rows = {{1e9, 3, 1}, {2e9, 1, 1}, {5e8, 7, 1}, {0, 2, 1}};
    double[] x = {2e-9, 0.5, 0.25};
    double[] target = new double[rows.length];
    for (int r = 0; r < rows.length; r++) {
      target[r] = rows[r][0] * x[0] + rows[r][1] * x[1] + rows[r][2] * x[2];
    }

    double[] found = LeastSquares.nonNegative(rows, target);

    assertThat(found[0]).isCloseTo(2e-9, within(1e-20));
    assertThat(found[1]).isCloseTo(0.5, within(1e-10));
    assertThat(found[2]).isCloseTo(0.25, within(1e-10));
  }

  @Test
  void columnsThatWouldBeNegativeAreZero() {
    double[][] rows = {{1, 1}, {2, 1}, {3, 1}};

    double[] found = LeastSquares.nonNegative(rows, new double[] {3, 2, 1});

    assertThat(found[0]).isZero();
    assertThat(found[1]).isCloseTo(2, within(1e-12)); // the mean
  }

  @Test
  void dependentAndEmptyColumnsLeaveADefinedAnswer() {
    double[][] rows = {{1, 2, 0}, {2, 4, 0}, {3, 6, 0}};

    double[] found = LeastSquares.nonNegative(rows, new double[] {2, 4, 6});

    assertThat(found[0] + 2 * found[1]).isCloseTo(2, within(1e-12));
    assertThat(found[0] * found[1]).isZero();
    assertThat(found[2]).isZero();
    assertThat(LeastSquares.nonNegative(rows, new double[3])).containsExactly(0, 0, 0);
  }

  @Test
  void oneRowIsSolvedExactlyByOneColumn() {
    double[] found = LeastSquares.nonNegative(new double[][] {{4, 2}}, new double[] {8});

    assertThat(4 * found[0] + 2 * found[1]).isCloseTo(8, within(1e-12));
  }

  @Test
  void refusesRowsWithoutTargets() {
    assertThatThrownBy(() -> LeastSquares.nonNegative(new double[][] {{1}}, new double[] {1, 2}))
        .hasMessageContaining("but found 2 and 1");
  }

  /** Oracle: the best of all subsets of columns whose unbounded solution is not negative. */
  @Test
  void equalsTheBestOfAllSubsetsOnRandomProblems() {
    Random random = new Random(7);
    for (int trial = 0; trial < 500; trial++) {
      int columns = 1 + random.nextInt(4);
      double[][] rows = new double[1 + random.nextInt(8)][columns];
      double[] target = new double[rows.length];
      for (int r = 0; r < rows.length; r++) {
        target[r] = random.nextGaussian();
        for (int c = 0; c < columns; c++) {
          rows[r][c] = random.nextInt(5) == 0 ? 0 : random.nextGaussian();
        }
      }
      double[] found = LeastSquares.nonNegative(rows, target);

      assertThat(Arrays.stream(found)).allMatch(x -> x >= 0);
      assertThat(error(rows, target, found))
          .as("trial %d", trial)
          .isCloseTo(best(rows, target), within(1e-9));
    }
  }

  private static double best(double[][] rows, double[] target) {
    int columns = rows[0].length;
    double best = error(rows, target, new double[columns]);
    for (int set = 1; set < 1 << columns; set++) {
      int bits = set;
      int[] index = IntStream.range(0, columns).filter(c -> (bits >> c & 1) == 1).toArray();
      if (index.length <= rows.length) {
        best = Math.min(best, error(rows, target, index));
      }
    }
    return best;
  }

  private static double error(double[][] rows, double[] target, int[] index) {
    double[][] picked = new double[rows.length][index.length];
    for (int r = 0; r < rows.length; r++) {
      for (int k = 0; k < index.length; k++) {
        picked[r][k] = rows[r][index[k]];
      }
    }
    double[] x = new double[rows[0].length];
    try {
      double[] solution =
          new QRDecomposition(new Array2DRowRealMatrix(picked), 1e-10)
              .getSolver()
              .solve(new ArrayRealVector(target))
              .toArray();
      for (int k = 0; k < index.length; k++) {
        if (!(solution[k] >= 0)) {
          return Double.POSITIVE_INFINITY;
        }
        x[index[k]] = solution[k];
      }
    } catch (SingularMatrixException e) {
      return Double.POSITIVE_INFINITY;
    }
    return error(rows, target, x);
  }

  private static double error(double[][] rows, double[] target, double[] x) {
    double sum = 0;
    for (int r = 0; r < rows.length; r++) {
      double residual = target[r];
      for (int c = 0; c < x.length; c++) {
        residual -= rows[r][c] * x[c];
      }
      sum += residual * residual;
    }
    return sum;
  }
}
