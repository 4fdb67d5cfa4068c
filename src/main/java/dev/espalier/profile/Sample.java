package dev.espalier.profile;

import java.util.List;

/**
 * A measured layer that an estimate is fitted to.
 *
 * @param op label of its operator
 * @param work what it computes and moves
 * @param ms measured time, ms
 */
record Sample(String op, LayerWork work, double ms) {
  /**
   * Resolution of the usual profilers, ms. Below it a time is noise, so that no error is measured
   * in relation to less.
   */
  static final double RESOLUTION_MS = 1e-3;

  /** The layers of a profile whose work is available. */
  static List<Sample> of(Profile profile) {
    return profile.layers().stream()
        .filter(layer -> layer.work().isPresent())
        .map(
            layer ->
                new Sample(
                    OperatorRegression.key(layer.op().orElse("")),
                    layer.work().get(),
                    layer.time().medianMs()))
        .toList();
  }

  /**
   * Weight of the residual of this layer: the variance of an estimate's error is taken to grow in
   * proportion to the time.
   */
  double weight() {
    return weight(ms);
  }

  /** Weight of a residual at a measured time, ms. */
  static double weight(double ms) {
    return 1 / Math.sqrt(Math.max(ms, RESOLUTION_MS));
  }

  /** Error of an estimate in relation to the time. */
  double relativeError(double estimateMs) {
    return Math.abs(estimateMs - ms) / Math.max(ms, RESOLUTION_MS);
  }
}
