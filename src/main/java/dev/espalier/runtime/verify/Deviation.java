package dev.espalier.runtime.verify;

import dev.espalier.io.tensor.TensorValues;

/**
 * By how much a tensor differs from the one expected.
 *
 * @param identical whether type, shape and all bits are equal
 * @param absolute largest difference of two elements; infinite where one of them is no number, or
 *     type or shape differ
 * @param relative the same in relation to the range of the expected elements (largest minus
 *     smallest), or to their largest magnitude where all are equal
 */
record Deviation(boolean identical, double absolute, double relative) {
  static final Deviation NONE = new Deviation(true, 0, 0);

  private static final Deviation INCOMPARABLE =
      new Deviation(false, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

  static Deviation of(TensorValues expected, TensorValues found) {
    if (expected.type() != found.type() || !expected.shape().equals(found.shape())) {
      return INCOMPARABLE;
    }
    if (expected.bytes().equals(found.bytes())) {
      return NONE;
    }
    double smallest = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    double difference = 0;
    for (int i = 0; i < expected.elements(); i++) {
      double value = expected.number(i);
      double other = found.number(i);
      if (Double.compare(value, other) != 0 && !(Math.abs(value - other) < Double.MAX_VALUE)) {
        return INCOMPARABLE;
      }
      if (Double.isFinite(value)) {
        difference = Math.max(difference, Math.abs(value - other));
        smallest = Math.min(smallest, value);
        largest = Math.max(largest, value);
      }
    }
    return new Deviation(false, difference, difference / scale(smallest, largest));
  }

  private static double scale(double smallest, double largest) {
    double range = largest - smallest;
    double magnitude = Math.max(Math.abs(smallest), Math.abs(largest));
    return range > 0 ? range : magnitude > 0 ? magnitude : 1;
  }

  /** The larger of two deviations, in each respect. */
  Deviation max(Deviation other) {
    return new Deviation(
        identical && other.identical,
        Math.max(absolute, other.absolute),
        Math.max(relative, other.relative));
  }

  /**
   * Whether the deviation is at most as large as allowed.
   *
   * @param tolerance of the relative deviation; 0 demands equal bits
   */
  boolean isWithin(double tolerance) {
    return identical || tolerance > 0 && relative <= tolerance;
  }
}
