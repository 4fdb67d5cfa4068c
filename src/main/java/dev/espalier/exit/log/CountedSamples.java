package dev.espalier.exit.log;

/**
 * Counts by going through all samples, 64 at a time: for grids too large for a {@link CountCube}.
 */
final class CountedSamples implements LevelCounts {
  private final SortedLog sorted;
  private final int[] side;

  /** Samples that are classified correctly by the exit that decides where no side exit does. */
  private final long[] correctAtTheEnd;

  CountedSamples(SortedLog sorted, int[] side, Fallback fallback) {
    this.sorted = sorted;
    this.side = side;
    int last = sorted.log().exits().size() - 1;
    correctAtTheEnd =
        fallback == Fallback.FINAL
            ? sorted.bits().correct(last)
            : sorted.bits().of(s -> sorted.log().isCorrectAtTheEnd(s, side, fallback));
  }

  @Override
  public ExitCounts at(int[] levels) {
    int last = sorted.log().exits().size() - 1;
    ExitCounts counts = ExitCounts.none(last + 1);
    long[] left = sorted.bits().all();
    for (int d = 0; d < side.length; d++) {
      long[] staying = sorted.bits().staying(side[d], levels[d]);
      long[] correct = sorted.bits().correct(side[d]);
      for (int w = 0; w < left.length; w++) {
        long leaving = left[w] & ~staying[w];
        counts.add(side[d], leaving, correct[w]);
        left[w] &= staying[w];
      }
    }
    for (int w = 0; w < left.length; w++) {
      counts.add(last, left[w], correctAtTheEnd[w]);
    }
    return counts;
  }
}
