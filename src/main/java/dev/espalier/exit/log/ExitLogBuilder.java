package dev.espalier.exit.log;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.Criterion;
import dev.espalier.internal.Checks;
import java.util.Arrays;
import java.util.List;

/** Gathers an {@link ExitLog} sample by sample. Not thread-safe. */
public final class ExitLogBuilder {
  private static final int FIRST_CAPACITY = 256;

  private final List<String> exits;
  private final Criterion criterion;
  private final double[][] values;
  private final boolean[][] correct;
  private int samples;

  ExitLogBuilder(List<String> exits, Criterion criterion) {
    this.exits = ExitNames.checked(exits);
    this.criterion = criterion;
    values = new double[exits.size()][FIRST_CAPACITY];
    correct = new boolean[exits.size()][FIRST_CAPACITY];
  }

  /**
   * Adds a sample.
   *
   * @param sampleValues certainty of each exit
   * @param sampleCorrect whether each exit classified the sample correctly
   * @throws IllegalArgumentException if a value is NaN or out of range, or there is not one of each
   *     exit
   */
  public void add(double[] sampleValues, boolean[] sampleCorrect) {
    if (sampleValues.length != exits.size() || sampleCorrect.length != exits.size()) {
      throw new InvalidFieldException(
          "values",
          "sample %d: expected %d values and as many flags but found %d and %d"
              .formatted(samples + 1, exits.size(), sampleValues.length, sampleCorrect.length));
    }
    for (int e = 0; e < sampleValues.length; e++) {
      double value = sampleValues[e];
      if (!(value >= 0 && value <= 1)) {
        criterion.check(Checks.quoted("exit", exits.get(e)), value);
      }
    }
    if (samples == values[0].length) {
      grow();
    }
    for (int e = 0; e < sampleValues.length; e++) {
      values[e][samples] = sampleValues[e];
      correct[e][samples] = sampleCorrect[e];
    }
    samples++;
  }

  private void grow() {
    int capacity = Math.multiplyExact(2, samples);
    for (int e = 0; e < values.length; e++) {
      values[e] = Arrays.copyOf(values[e], capacity);
      correct[e] = Arrays.copyOf(correct[e], capacity);
    }
  }

  /**
   * The log of the samples added so far.
   *
   * @throws IllegalArgumentException if there are none
   */
  public ExitLog build() {
    if (samples == 0) {
      throw new InvalidFieldException("samples", "exit log: expected samples but found none");
    }
    double[][] builtValues = new double[values.length][];
    boolean[][] builtCorrect = new boolean[values.length][];
    for (int e = 0; e < values.length; e++) {
      builtValues[e] = Arrays.copyOf(values[e], samples);
      builtCorrect[e] = Arrays.copyOf(correct[e], samples);
    }
    return new ExitLog(exits, criterion, builtValues, builtCorrect);
  }
}
