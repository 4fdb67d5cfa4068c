package dev.espalier.exit.log;

import java.util.ArrayList;
import java.util.List;

/** The logits of one exit in blocks, so that a growing log is never copied as a whole. */
final class LogitColumn {
  private static final int BLOCK_SAMPLES = 1024;

  private final int classes;
  private final List<double[]> blocks = new ArrayList<>();

  LogitColumn(int classes) {
    this.classes = classes;
  }

  /** Puts a row in as that of the next sample. */
  void add(int sample, double[] row) {
    if (sample % BLOCK_SAMPLES == 0) {
      blocks.add(new double[BLOCK_SAMPLES * classes]);
    }
    System.arraycopy(
        row, 0, blocks.get(sample / BLOCK_SAMPLES), sample % BLOCK_SAMPLES * classes, classes);
  }

  /** Puts the logits of a sample into a row. */
  void copy(int sample, double[] row) {
    System.arraycopy(
        blocks.get(sample / BLOCK_SAMPLES), sample % BLOCK_SAMPLES * classes, row, 0, classes);
  }
}
