package dev.espalier.search.exhaustive;

import dev.espalier.search.SearchProgress;
import dev.espalier.search.StopSignal;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAccumulator;

/** Plans priced by all threads, and whether to go on. Thread-safe. */
final class Tally {
  /** Plans that a thread prices before it reports: some tens of milliseconds. */
  static final long CHUNK = 1 << 20;

  private final AtomicLong done = new AtomicLong();
  private final DoubleAccumulator bestMs =
      new DoubleAccumulator(Math::min, Double.POSITIVE_INFINITY);
  private final long total;
  private final StopSignal stop;
  private final SearchProgress progress;

  /**
   * Starts at none.
   *
   * @param total plans there are, 0 where that does not fit
   */
  Tally(long total, StopSignal stop, SearchProgress progress) {
    this.total = total;
    this.stop = stop;
    this.progress = progress;
  }

  /** Counts plans; tells whether the thread must stop. */
  boolean add(long plans, double bestOfThreadMs) {
    bestMs.accumulate(bestOfThreadMs);
    progress.report(done.addAndGet(plans), total, bestMs.get());
    return stop.requested();
  }

  long done() {
    return done.get();
  }
}
