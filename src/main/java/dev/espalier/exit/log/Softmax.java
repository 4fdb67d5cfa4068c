package dev.espalier.exit.log;

/**
 * The probabilities {@code p_k = exp(b z_k) / sum_j exp(b z_j)} of classes with logits z at an
 * inverse temperature b = 1/T, reduced to the few numbers that matter. All are computed from the
 * distances to the greatest logit, so that nothing overflows and a near-certain class loses no
 * digits. A logit of -infinity is a class of probability 0, one of +infinity of probability 1.
 *
 * @param prediction the class with the greatest logit, the first of equals
 * @param greatest the greatest logit
 * @param inverseTemperature b
 * @param others sum of {@code exp(b (z_k - greatest))} over all classes but the predicted one
 * @param mean mean of {@code z_k - greatest} under p
 * @param variance variance of z under p
 */
public record Softmax(
    int prediction,
    double greatest,
    double inverseTemperature,
    double others,
    double mean,
    double variance) {

  /**
   * The softmax of some logits, of which none is NaN and at most one is +infinity, and not all are
   * -infinity.
   *
   * @param inverseTemperature at least 0, finite
   */
  public static Softmax of(double[] logits, double inverseTemperature) {
    int prediction = prediction(logits);
    double greatest = logits[prediction];
    double others = 0;
    double sum = 0;
    double squares = 0;
    for (int k = 0; k < logits.length; k++) {
      double distance = logits[k] - greatest;
      if (k == prediction || distance == Double.NEGATIVE_INFINITY) {
        continue;
      }
      double weight = Math.exp(inverseTemperature * distance);
      if (weight > 0) {
        others += weight;
        sum += weight * distance;
        squares += weight * distance * distance;
      }
    }
    double mean = sum / (1 + others);
    return new Softmax(
        prediction,
        greatest,
        inverseTemperature,
        others,
        mean,
        Math.max(0, squares / (1 + others) - mean * mean));
  }

  /** The class with the greatest logit, the first of equals. */
  private static int prediction(double[] logits) {
    int prediction = 0;
    for (int k = 1; k < logits.length; k++) {
      if (logits[k] > logits[prediction]) {
        prediction = k;
      }
    }
    return prediction;
  }

  /** Probability of the predicted class, 0 to 1. */
  public double confidence() {
    return 1 / (1 + others);
  }

  /** Entropy of the probabilities, nats. */
  public double entropy() {
    return Math.max(0, Math.log1p(others) - inverseTemperature * mean);
  }

  /**
   * Negative log-likelihood of a class: {@code -ln p}, +infinity for a class of probability 0.
   *
   * @param logit the class's own
   */
  public double negativeLogLikelihood(double logit) {
    return Math.log1p(others) - inverseTemperature * distance(logit);
  }

  /** Derivative of the {@link #negativeLogLikelihood} by the inverse temperature. */
  public double slope(double logit) {
    return mean - distance(logit);
  }

  /** A logit below the greatest: at most 0, also where both are infinite. */
  private double distance(double logit) {
    return logit == greatest ? 0 : logit - greatest;
  }
}
