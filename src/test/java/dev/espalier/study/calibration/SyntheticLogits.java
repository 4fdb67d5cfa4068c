package dev.espalier.study.calibration;

import dev.espalier.exit.log.LogitLog;
import dev.espalier.exit.log.LogitLogBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Logits of an exit that is off by a known temperature: labels are drawn from the softmax of
 * calibrated logits, and what is logged are the calibrated logits times the temperature.
 */
final class SyntheticLogits {
  private SyntheticLogits() {}

  /** A log whose labels are drawn. */
  static LogitLog drawn(Random random, int samples, int classes, double temperature) {
    LogitLogBuilder log = LogitLog.builder(List.of("only"), classes);
    for (int s = 0; s < samples; s++) {
      double[] calibrated = calibrated(random, classes);
      log.add(draw(random, calibrated), new double[][] {scaled(calibrated, temperature)});
    }
    return log.build();
  }

  /**
   * A log without chance in the labels: each row of logits is there ten times, with each class as
   * its label just as often as its probability says, in some of them never. The temperature is then
   * the best one to the last digit.
   */
  static LogitLog apportioned(Random random, int samples, int classes, double temperature) {
    LogitLogBuilder log = LogitLog.builder(List.of("only"), classes);
    for (int s = 0; s < samples; s += 10) {
      int[] labels = random.ints(10, 0, classes).map(k -> k / (1 + random.nextInt(9))).toArray();
      double[] counts = new double[classes];
      Arrays.stream(labels).forEach(label -> counts[label]++);
      double[] calibrated = Arrays.stream(counts).map(Math::log).toArray();
      for (int label : labels) {
        log.add(label, new double[][] {scaled(calibrated, temperature)});
      }
    }
    return log.build();
  }

  /** Normal logits, one class above the others by up to some eight: clear and doubtful samples. */
  private static double[] calibrated(Random random, int classes) {
    double[] logits = random.doubles(classes).map(u -> random.nextGaussian()).toArray();
    logits[random.nextInt(classes)] += 8 * random.nextDouble();
    return logits;
  }

  private static double[] scaled(double[] logits, double factor) {
    return Arrays.stream(logits).map(z -> factor * z).toArray();
  }

  private static int draw(Random random, double[] logits) {
    double[] weights = Arrays.stream(logits).map(Math::exp).toArray();
    double rest = random.nextDouble() * Arrays.stream(weights).sum();
    int label = 0;
    while (label < weights.length - 1 && rest >= weights[label]) {
      rest -= weights[label];
      label++;
    }
    return label;
  }
}
