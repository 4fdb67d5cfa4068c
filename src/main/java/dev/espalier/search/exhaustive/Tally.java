package dev.espalier.search.exhaustive;

import dev.espalier.search.SearchEvents;
import dev.espalier.search.StopSignal;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAccumulator;

/** Plans priced by all threads, and whether to go on. Thread-safe. */
final class Tally {
  /** Plans that a thread prices before it reports: some tens of milliseconds. */
  static final long CHUNK = 1 << 20;

  private final AtomicLong done = new AtomicLong();
  private final DoubleAccumulator best = new DoubleAccumulator(Math::min, Double.POSITIVE_INFINITY);
  private final long total;
  private final StopSignal stop;
  private final SearchEvents events;
  private volatile boolean aborted;

  /**
   * Starts at none.
   *
   * @param total number of plans, 0 where that does not fit
   */
  Tally(long total, StopSignal stop, SearchEvents events) {
    this.total = total;
    this.stop = stop;
    this.events = events;
  }

  /** Counts plans; returns whether the thread must stop. */
  boolean add(long plans, double bestOfThread) {
    best.accumulate(bestOfThread);
    events.progress(done.addAndGet(plans), total, best.get());
    return aborted || stop.requested();
  }

  /** Stops all threads, as one of them has failed or the caller no longer waits. */
  void abort() {
    aborted = true;
  }

  boolean isAborted() {
    return aborted;
  }

  long done() {
    return done.get();
  }
}
