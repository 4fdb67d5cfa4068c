package dev.espalier.exit.log;

import java.util.Arrays;

/**
 * Counts by look-up. Samples are counted by the cells that they fall into at the deployed side
 * exits, one dimension for each, and summed along each dimension, so that an entry is the number of
 * samples in no higher cell in any dimension: those that stay at all these levels. Samples that are
 * classified correctly at the j-th exit are counted by their cells up to there, because later ones
 * do not matter.
 *
 * <p>Building takes O(samples x dimensions + entries x dimensions), a look-up O(dimensions).
 */
final class CountCube implements LevelCounts {
  /**
   * Maximum number of entries of all cubes of one log; the arrays of a cube hold little more than
   * three times as many numbers.
   */
  private static final double MAX_ENTRIES = 1 << 24;

  private final SortedLog sorted;
  private final int[] side;

  /** Number of cells of each dimension; the first dimension is the slowest in the arrays. */
  private final int[] cells;

  /** Samples by their cells. */
  private final int[] samples;

  /**
   * Samples that are classified correctly by the exit that decides where no side exit does, by
   * their cells.
   */
  private final int[] correctAtTheEnd;

  /**
   * Samples that are classified correctly at each deployed side exit, by their cells up to there.
   */
  private final int[][] correct;

  CountCube(SortedLog sorted, int[] side, Fallback fallback) {
    this.sorted = sorted;
    this.side = side;
    cells = new int[side.length];
    correct = new int[side.length][];
    int entries = 1;
    for (int d = 0; d < side.length; d++) {
      cells[d] = sorted.cells(side[d]);
      entries *= cells[d];
      correct[d] = new int[entries];
    }
    samples = new int[entries];
    correctAtTheEnd = new int[entries];
    count(fallback);
    for (int d = 0; d < side.length; d++) {
      sumAlongEachDimension(correct[d], d + 1);
    }
    sumAlongEachDimension(samples, side.length);
    sumAlongEachDimension(correctAtTheEnd, side.length);
  }

  /**
   * Whether there is memory for cubes of all sets of side exits up to the size of this one: sums of
   * the products of any k numbers of cells, for each k.
   */
  static boolean fits(SortedLog sorted, int[] side) {
    double[] entries = new double[side.length + 1];
    entries[0] = 1;
    for (int e = 0; e < sorted.grid().sideExits(); e++) {
      for (int k = side.length; k > 0; k--) {
        entries[k] += entries[k - 1] * sorted.cells(e);
      }
    }
    return Arrays.stream(entries).sum() <= MAX_ENTRIES;
  }

  private void count(Fallback fallback) {
    ExitLog log = sorted.log();
    for (int s = 0; s < log.samples(); s++) {
      int entry = 0;
      for (int d = 0; d < side.length; d++) {
        entry = entry * cells[d] + sorted.cell(side[d], s);
        if (log.isCorrect(side[d], s)) {
          correct[d][entry]++;
        }
      }
      samples[entry]++;
      if (log.isCorrectAtTheEnd(s, side, fallback)) {
        correctAtTheEnd[entry]++;
      }
    }
  }

  private void sumAlongEachDimension(int[] counts, int dimensions) {
    int stride = 1;
    for (int d = dimensions - 1; d >= 0; d--) {
      for (int i = stride; i < counts.length; i++) {
        if (i / stride % cells[d] != 0) {
          counts[i] += counts[i - stride];
        }
      }
      stride *= cells[d];
    }
  }

  @Override
  public ExitCounts at(int[] levels) {
    int last = sorted.log().exits().size() - 1;
    ExitCounts counts = ExitCounts.none(last + 1);
    int staying = sorted.log().samples();
    int rest = samples.length;
    int entry = 0;
    for (int d = 0; d < side.length; d++) {
      int everyCell = (entry + 1) * cells[d] - 1;
      entry = entry * cells[d] + levels[d];
      rest /= cells[d];
      int stillStaying = samples[(entry + 1) * rest - 1];
      counts.leaving()[side[d]] = staying - stillStaying;
      counts.correct()[side[d]] = correct[d][everyCell] - correct[d][entry];
      staying = stillStaying;
    }
    counts.leaving()[last] = staying;
    counts.correct()[last] = correctAtTheEnd[entry];
    return counts;
  }
}
