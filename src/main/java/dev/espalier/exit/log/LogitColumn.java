package dev.espalier.exit.log;

import java.util.ArrayList;
import java.util.List;

/** The logits of one exit in blocks, so that a growing log is never copied as a whole. */
final class LogitColumn {
  private static final int MAX_BLOCK_SAMPLES = 1024;

  /**
   * Numbers in a block, so that a log of few samples and many classes takes no more than it needs.
   */
  private static final int BLOCK_LOGITS = 1 << 16;

  private final int classes;
  private final int blockSamples;
  private final List<double[]> blocks = new ArrayList<>();

  LogitColumn(int classes) {
    this.classes = classes;
    blockSamples = Math.max(1, Math.min(MAX_BLOCK_SAMPLES, BLOCK_LOGITS / classes));
  }

  /** Puts a row in as that of the next sample. */
  void add(int sample, double[] row) {
    if (sample % blockSamples == 0) {
      blocks.add(new double[blockSamples * classes]);
    }
    System.arraycopy(
        row, 0, blocks.get(sample / blockSamples), sample % blockSamples * classes, classes);
  }

  /** Puts the logits of a sample into a row. */
  void copy(int sample, double[] row) {
    System.arraycopy(
        blocks.get(sample / blockSamples), sample % blockSamples * classes, row, 0, classes);
  }
}
