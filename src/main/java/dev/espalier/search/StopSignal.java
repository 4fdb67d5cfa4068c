package dev.espalier.search;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * Signals a running search to stop: its time is over, it was cancelled, or the thread that called
 * the planner was interrupted. Thread-safe.
 */
public final class StopSignal {
  private final long startNanos = System.nanoTime();

  /** The thread whose interrupt counts, whichever thread of the search polls. */
  private final Thread caller = Thread.currentThread();

  private final long limitNanos;
  private final BooleanSupplier cancelled;

  /** The caller's interrupt, kept while waiting clears the status of its thread. */
  private volatile boolean interrupted;

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
        || interrupted
        || caller.isInterrupted();
  }

  /** Time until the limit, ms; at most 0 when it is over, infinite where there is none. */
  public double leftMs() {
    return limitNanos == Long.MAX_VALUE
        ? Double.POSITIVE_INFINITY
        : (limitNanos - (System.nanoTime() - startNanos)) / 1e6;
  }

  /**
   * These options for another search that shares the time of this one, and stops when this one must
   * stop: at once, where its time is over.
   */
  public SearchOptions rest(SearchOptions options) {
    SearchOptions rest = options.withCancellation(this::requested);
    return limitNanos == Long.MAX_VALUE
        ? rest
        : rest.withTimeLimit(Duration.ofNanos(Math.max(1, (long) (leftMs() * 1e6))));
  }

  /**
   * Waits for the work of another thread. An interrupt makes that work stop, not the waiting, and
   * is left for the caller to see.
   */
  public <T> T await(Future<T> work) {
    boolean restore = false;
    try {
      while (true) {
        try {
          return work.get();
        } catch (InterruptedException e) {
          interrupted = true;
          restore = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof Error error) {
            throw error;
          }
          if (e.getCause() instanceof RuntimeException failure) {
            throw failure;
          }
          throw new IllegalStateException(e.getCause());
        }
      }
    } finally {
      if (restore) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Time since the start, ms. */
  public double elapsedMs() {
    return (System.nanoTime() - startNanos) / 1e6;
  }
}
