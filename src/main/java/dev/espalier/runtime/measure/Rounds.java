package dev.espalier.runtime.measure;

/**
 * Spreads runs of one thing evenly over the runs of others: {@link #run} is called after each of
 * the others.
 */
final class Rounds {
  private final Runnable work;
  private final int runs;
  private final int others;
  private int done;
  private int calls;

  /**
   * @param work what is run
   * @param runs how often
   * @param others number of runs of the others
   */
  Rounds(Runnable work, int runs, int others) {
    this.work = work;
    this.runs = runs;
    this.others = others;
  }

  /** Runs what is due; returns whether anything was. */
  boolean run() {
    calls++;
    int before = done;
    while (done < runs && (long) done * others < (long) calls * runs) {
      work.run();
      done++;
    }
    return done > before;
  }

  /** Runs what is left. */
  void finish() {
    for (; done < runs; done++) {
      work.run();
    }
  }
}
