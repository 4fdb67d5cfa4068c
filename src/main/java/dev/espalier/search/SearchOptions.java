package dev.espalier.search;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * How to search.
 *
 * @param seed seed of every random choice; equal seeds give equal plans
 * @param threads threads that may work at once; their number never changes the plan
 * @param timeLimit when to stop with the best plan so far; a limit makes the plan depend on the
 *     machine
 * @param cancelled asked again and again, by any thread of the search; once true, the search stops
 *     with the best plan so far
 * @param progress hears how far the search has come
 */
public record SearchOptions(
    long seed,
    int threads,
    Optional<Duration> timeLimit,
    BooleanSupplier cancelled,
    SearchProgress progress) {

  /**
   * @throws IllegalArgumentException if there is no thread or the time limit is not above 0
   */
  public SearchOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be >= 1 but is " + threads);
    }
    timeLimit
        .filter(limit -> limit.isZero() || limit.isNegative())
        .ifPresent(
            limit -> {
              throw new IllegalArgumentException("time limit must be > 0 but is " + limit);
            });
  }

  /** Seed 1, one thread, no time limit. */
  public static SearchOptions defaults() {
    return new SearchOptions(1, 1, Optional.empty(), () -> false, SearchProgress.NONE);
  }

  /** These options with another seed. */
  public SearchOptions withSeed(long newSeed) {
    return new SearchOptions(newSeed, threads, timeLimit, cancelled, progress);
  }

  /** These options with another number of threads. */
  public SearchOptions withThreads(int newThreads) {
    return new SearchOptions(seed, newThreads, timeLimit, cancelled, progress);
  }

  /** These options with a time limit. */
  public SearchOptions withTimeLimit(Duration limit) {
    return new SearchOptions(seed, threads, Optional.of(limit), cancelled, progress);
  }

  /** These options without a time limit. */
  public SearchOptions withoutTimeLimit() {
    return new SearchOptions(seed, threads, Optional.empty(), cancelled, progress);
  }

  /** These options with a way to stop the search from outside. */
  public SearchOptions withCancellation(BooleanSupplier isCancelled) {
    return new SearchOptions(seed, threads, timeLimit, isCancelled, progress);
  }

  /** These options with a listener. */
  public SearchOptions withProgress(SearchProgress listener) {
    return new SearchOptions(seed, threads, timeLimit, cancelled, listener);
  }
}
