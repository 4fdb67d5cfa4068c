package dev.espalier.exit.log;

import dev.espalier.exit.Criterion;

/**
 * A log whose samples are sorted, at each side exit, into the cells into which a grid of thresholds
 * divides all values: a sample's cell is the number of levels at which it leaves, so that it stays
 * at level l if its cell is at most l.
 */
final class SortedLog {
  private final ExitLog log;
  private final ThresholdGrid grid;
  private final short[][] cells;
  private final SampleBits bits;

  /** Takes O(samples x side exits x log thresholds). */
  SortedLog(ExitLog log, ThresholdGrid grid) {
    this.log = log;
    this.grid = grid;
    cells = new short[grid.sideExits()][log.samples()];
    for (int e = 0; e < cells.length; e++) {
      for (int s = 0; s < cells[e].length; s++) {
        cells[e][s] = (short) cell(e, log.value(e, s));
      }
    }
    bits = new SampleBits(this);
  }

  /** Bisects the levels: a sample that leaves at one leaves at all that are less strict. */
  private int cell(int exit, double value) {
    int leaves = 0;
    int stays = grid.size(exit);
    while (leaves < stays) {
      int middle = (leaves + stays) >>> 1;
      if (log.criterion().leaves(value, grid.threshold(exit, level(exit, middle)))) {
        leaves = middle + 1;
      } else {
        stays = middle;
      }
    }
    return leaves;
  }

  /** From an index of the grid to a level, and back: a large entropy is what lets many leave. */
  int level(int exit, int index) {
    return log.criterion() == Criterion.CONFIDENCE ? index : grid.size(exit) - 1 - index;
  }

  ExitLog log() {
    return log;
  }

  /** The same, as sets of samples. */
  SampleBits bits() {
    return bits;
  }

  ThresholdGrid grid() {
    return grid;
  }

  /** Number of cells of a side exit: one more than thresholds. */
  int cells(int exit) {
    return grid.size(exit) + 1;
  }

  int cell(int exit, int sample) {
    return cells[exit][sample];
  }
}
