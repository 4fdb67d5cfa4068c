package dev.espalier.exit.log;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import java.util.Arrays;
import java.util.List;

/** Gathers a {@link LogitLog} sample by sample. Not thread-safe. */
public final class LogitLogBuilder {
  private static final int FIRST_CAPACITY = 256;
  private static final int MAX_CLASSES = 100_000;

  private final List<String> exits;
  private final int classes;
  private final LogitColumn[] logits;
  private int[] labels = new int[FIRST_CAPACITY];
  private int samples;
  private boolean isBuilt;

  LogitLogBuilder(List<String> exits, int classes) {
    this.exits = ExitNames.checked(exits);
    if (classes < 2 || classes > MAX_CLASSES) {
      throw new InvalidFieldException(
          "classes",
          "logits must be of 2 to %d classes but are of %d".formatted(MAX_CLASSES, classes));
    }
    this.classes = classes;
    logits = new LogitColumn[exits.size()];
    Arrays.setAll(logits, e -> new LogitColumn(classes));
  }

  /**
   * Adds a sample.
   *
   * @param label the true class, from 0
   * @param rows logits of each exit, of each class; -infinity is a class that is ruled out, and
   *     +infinity one that is certain
   * @throws IllegalArgumentException if there is no such class, the logits are not one for each
   *     exit and class, or they have no softmax; its field is {@code label} or the index of the
   *     exit
   */
  public void add(int label, double[][] rows) {
    if (isBuilt) {
      throw new IllegalStateException("the log is built");
    }
    if (label < 0 || label >= classes) {
      throw new InvalidFieldException(
          "label", "label must be a class from 0 to %d but is %d".formatted(classes - 1, label));
    }
    if (rows.length != exits.size()) {
      throw new InvalidFieldException(
          "", "expected logits of %d exits but found %d".formatted(exits.size(), rows.length));
    }
    for (int e = 0; e < rows.length; e++) {
      check(e, rows[e]);
    }
    for (int e = 0; e < rows.length; e++) {
      logits[e].add(samples, rows[e]);
    }
    if (samples == labels.length) {
      labels = Arrays.copyOf(labels, Math.multiplyExact(2, samples));
    }
    labels[samples] = label;
    samples++;
  }

  private void check(int exit, double[] row) {
    if (row.length != classes) {
      throw wrong(exit, "expected %d logits but found %d".formatted(classes, row.length));
    }
    int certain = 0;
    int ruledOut = 0;
    for (int k = 0; k < classes; k++) {
      if (Double.isNaN(row[k])) {
        throw wrong(exit, "logit of class %d must be a number but is NaN".formatted(k));
      }
      certain += row[k] == Double.POSITIVE_INFINITY ? 1 : 0;
      ruledOut += row[k] == Double.NEGATIVE_INFINITY ? 1 : 0;
    }
    if (certain > 1) {
      throw wrong(exit, "expected at most one logit of +infinity but found " + certain);
    }
    if (ruledOut == classes) {
      throw wrong(exit, "expected a logit above -infinity but found none");
    }
  }

  private InvalidFieldException wrong(int exit, String message) {
    return new InvalidFieldException(
        String.valueOf(exit), Checks.quoted("exit", exits.get(exit)) + ": " + message);
  }

  /**
   * The log of the samples added, after which no more can be.
   *
   * @throws IllegalArgumentException if there are none
   */
  public LogitLog build() {
    if (samples == 0) {
      throw new InvalidFieldException("samples", "logits: expected samples but found none");
    }
    isBuilt = true;
    return new LogitLog(exits, classes, Arrays.copyOf(labels, samples), logits);
  }
}
