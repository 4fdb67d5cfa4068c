package dev.espalier.study.map;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/**
 * A convex polygon of quantities.
 *
 * @param us first quantities of the corners, in order
 * @param vs second quantities
 */
record Polygon(double[] us, double[] vs) {

  static Polygon rectangle(double u0, double u1, double v0, double v1) {
    return new Polygon(new double[] {u0, u1, u1, u0}, new double[] {v0, v0, v1, v1});
  }

  int size() {
    return us.length;
  }

  boolean isEmpty() {
    return us.length == 0;
  }

  /**
   * The part in which a function is at most 0. The function is taken as affine between neighboring
   * corners.
   */
  Polygon where(DoubleBinaryOperator function) {
    double[] at = new double[size()];
    for (int i = 0; i < at.length; i++) {
      at[i] = function.applyAsDouble(us[i], vs[i]);
    }
    double[] newUs = new double[2 * size()];
    double[] newVs = new double[2 * size()];
    int count = 0;
    for (int i = 0; i < size(); i++) {
      int next = (i + 1) % size();
      if (at[i] <= 0) {
        newUs[count] = us[i];
        newVs[count++] = vs[i];
      }
      if (at[i] < 0 && at[next] > 0 || at[i] > 0 && at[next] < 0) {
        double part = at[i] / (at[i] - at[next]);
        newUs[count] = us[i] + part * (us[next] - us[i]);
        newVs[count++] = vs[i] + part * (vs[next] - vs[i]);
      }
    }
    return count < 3
        ? new Polygon(new double[0], new double[0])
        : new Polygon(Arrays.copyOf(newUs, count), Arrays.copyOf(newVs, count));
  }

  /** Mean of the first quantities of the corners. */
  double middleU() {
    return Arrays.stream(us).average().orElseThrow();
  }

  /** Mean of the second quantities. */
  double middleV() {
    return Arrays.stream(vs).average().orElseThrow();
  }
}
