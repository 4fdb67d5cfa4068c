package dev.espalier.exit.log;

/** Counts by going through all samples: for grids too large for a {@link CountCube}. */
record CountedSamples(SortedLog sorted, int[] side, Fallback fallback) implements LevelCounts {

  @Override
  public ExitCounts at(int[] levels) {
    ExitLog log = sorted.log();
    ExitCounts counts = ExitCounts.none(log.exits().size());
    for (int s = 0; s < log.samples(); s++) {
      int d = 0;
      while (d < side.length && sorted.cell(side[d], s) <= levels[d]) {
        d++;
      }
      if (d < side.length) {
        counts.add(side[d], log.isRight(side[d], s));
      } else {
        counts.add(log.exits().size() - 1, log.isRightAtTheEnd(s, side, fallback));
      }
    }
    return counts;
  }
}
