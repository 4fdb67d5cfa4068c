package dev.espalier.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Cross-validation: each layer is estimated by a fit to layers of other folds. A random permutation
 * with a fixed seed deals the layers into five folds, or into as many as there are layers. Equal
 * layers give equal folds.
 */
final class HeldOut {
  private static final int FOLDS = 5;
  private static final long SEED = 1;

  private HeldOut() {}

  /**
   * Estimates of layers that the fit has not seen, ms.
   *
   * @param fit returns empty if it cannot be made from so few layers
   * @return an estimate for each sample; empty if a fold leaves too few for a fit
   */
  static Optional<double[]> estimates(
      List<Sample> samples, Function<List<Sample>, Optional<? extends LayerEstimate>> fit) {
    int folds = Math.min(FOLDS, samples.size());
    if (folds < 2) {
      return Optional.empty();
    }
    int[] order = permutation(samples.size());
    double[] estimates = new double[samples.size()];
    for (int fold = 0; fold < folds; fold++) {
      List<Sample> seen = new ArrayList<>();
      for (int i = 0; i < order.length; i++) {
        if (i % folds != fold) {
          seen.add(samples.get(order[i]));
        }
      }
      Optional<? extends LayerEstimate> fitted = fit.apply(seen);
      if (fitted.isEmpty()) {
        return Optional.empty();
      }
      for (int i = fold; i < order.length; i += folds) {
        estimates[order[i]] = fitted.get().ms(samples.get(order[i]).work());
      }
    }
    return Optional.of(estimates);
  }

  /** A random order of the first numbers (Fisher and Yates). */
  private static int[] permutation(int length) {
    SplittableRandom random = new SplittableRandom(SEED);
    int[] order = new int[length];
    for (int i = 0; i < length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
