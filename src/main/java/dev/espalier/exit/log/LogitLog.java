package dev.espalier.exit.log;

import dev.espalier.exit.Criterion;
import java.util.Arrays;
import java.util.List;

/**
 * The logits that every exit of a network had for every sample, and the true class of each, under
 * one condition. Immutable and thread-safe. Takes 8 bytes for each sample, exit and class.
 */
public final class LogitLog {
  private final List<String> exits;
  private final int classes;
  private final int[] labels;
  private final LogitColumn[] logits;

  LogitLog(List<String> exits, int classes, int[] labels, LogitColumn[] logits) {
    this.exits = exits;
    this.classes = classes;
    this.labels = labels;
    this.logits = logits;
  }

  /**
   * A log to be filled sample by sample.
   *
   * @param exits names of all exits in the order in which samples meet them, the final one last
   * @param classes number of classes, at least 2
   * @throws IllegalArgumentException if there is no exit, one is blank or there twice, or there are
   *     too few classes
   */
  public static LogitLogBuilder builder(List<String> exits, int classes) {
    return new LogitLogBuilder(exits, classes);
  }

  /** Names of all exits in the order in which samples meet them, the final one last. */
  public List<String> exits() {
    return exits;
  }

  /** Number of classes, at least 2. */
  public int classes() {
    return classes;
  }

  /** Number of samples, at least 1. */
  public int samples() {
    return labels.length;
  }

  /** The true class of a sample, from 0. */
  public int label(int sample) {
    return labels[sample];
  }

  /** Puts the logits that an exit had for a sample into a row of as many as there are classes. */
  public void copyLogits(int exit, int sample, double[] row) {
    logits[exit].copy(sample, row);
  }

  /** The certainty and correctness of each exit, by the softmax of its unscaled logits. */
  public ExitLog toExitLog(Criterion criterion) {
    double[] ones = new double[exits.size()];
    Arrays.fill(ones, 1);
    return toExitLog(criterion, ones);
  }

  /**
   * The certainty and correctness of each exit, by the softmax of its logits over a temperature.
   *
   * @param temperatures of each exit, greater than 0
   * @throws IllegalArgumentException if a temperature is missing or none
   */
  public ExitLog toExitLog(Criterion criterion, double[] temperatures) {
    if (temperatures.length != exits.size()
        || !Arrays.stream(temperatures).allMatch(t -> t > 0 && t < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected %d finite temperatures > 0 but found %s"
              .formatted(exits.size(), Arrays.toString(temperatures)));
    }
    double[][] values = new double[exits.size()][samples()];
    boolean[][] correct = new boolean[exits.size()][samples()];
    double[] row = new double[classes];
    for (int e = 0; e < values.length; e++) {
      for (int s = 0; s < samples(); s++) {
        copyLogits(e, s, row);
        Softmax softmax = Softmax.of(row, 1 / temperatures[e]);
        values[e][s] = criterion == Criterion.CONFIDENCE ? softmax.confidence() : softmax.entropy();
        correct[e][s] = softmax.prediction() == labels[s];
      }
    }
    return new ExitLog(exits, criterion, values, correct);
  }
}
