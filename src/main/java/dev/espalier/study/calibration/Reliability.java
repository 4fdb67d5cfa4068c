package dev.espalier.study.calibration;

import dev.espalier.exit.log.LogitLog;
import dev.espalier.exit.log.Softmax;
import java.util.Collection;

/**
 * Reliability of the confidence of an exit.
 *
 * @param negativeLogLikelihood mean of {@code -ln p} of the labels, nats
 * @param calibrationError expected calibration error: samples are put into 15 bins of equal width
 *     by their confidence (the largest probability); the sum over all bins of the difference
 *     between mean confidence and accuracy, weighted with the fraction of samples in the bin (Guo
 *     et al. 2017, section 2). 0 to 1
 */
public record Reliability(double negativeLogLikelihood, double calibrationError) {
  /** Number of bins, as in the source. */
  public static final int BINS = 15;

  /** That of an exit over all samples of some logs, its logits divided by a temperature. */
  static Reliability of(Collection<LogitLog> logs, int exit, double temperature) {
    double[] surplus = new double[BINS];
    double likelihood = 0;
    long samples = 0;
    for (LogitLog log : logs) {
      double[] row = new double[log.classes()];
      for (int s = 0; s < log.samples(); s++) {
        log.copyLogits(exit, s, row);
        Softmax softmax = Softmax.of(row, 1 / temperature);
        int label = log.label(s);
        likelihood += softmax.negativeLogLikelihood(row[label]);
        double confidence = softmax.confidence();
        surplus[bin(confidence)] += confidence - (softmax.prediction() == label ? 1 : 0);
      }
      samples += log.samples();
    }
    double error = 0;
    for (double difference : surplus) {
      error += Math.abs(difference);
    }
    return new Reliability(likelihood / samples, error / samples);
  }

  /** The upper end of a bin is part of it. */
  private static int bin(double confidence) {
    return Math.max(0, (int) Math.ceil(confidence * BINS) - 1);
  }
}
