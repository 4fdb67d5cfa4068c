package dev.espalier.search;

import java.util.function.BooleanSupplier;

/**
 * Tells a running search to stop: its time is over, it was cancelled, or the thread that called the
 * planner was interrupted. Thread-safe.
 */
public final class StopSignal {
  private final long startNanos = System.nanoTime();

  /** Whose interrupt counts, whichever thread of the search asks. */
  private final Thread caller = Thread.currentThread();

  private final long limitNanos;
  private final BooleanSupplier cancelled;

  private StopSignal(SearchOptions options) {
    limitNanos =
        options
            .timeLimit()
            .map(limit -> limit.toSeconds() > Integer.MAX_VALUE ? Long.MAX_VALUE : limit.toNanos())
            .orElse(Long.MAX_VALUE);
    cancelled = options.cancelled();
  }

  /** Starts the clock, on the thread that called the planner. */
  public static StopSignal start(SearchOptions options) {
    return new StopSignal(options);
  }

  /** Whether the search must stop now. */
  public boolean requested() {
    return System.nanoTime() - startNanos >= limitNanos
        || cancelled.getAsBoolean()
        || caller.isInterrupted();
  }

  /** Time since the start, ms. */
  public double elapsedMs() {
    return (System.nanoTime() - startNanos) / 1e6;
  }
}
