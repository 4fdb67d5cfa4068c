package dev.espalier.search;

/** Hears now and then how far a search has come; called by any of its threads. */
@FunctionalInterface
public interface SearchProgress {

  /** Hears nothing. */
  SearchProgress NONE = (done, total, bestMs) -> {};

  /**
   * Tells how far the search has come.
   *
   * @param done plans priced so far
   * @param total plans to price in all, 0 where that is not known
   * @param bestMs latency of the best plan so far, ms; infinite if there is none
   */
  void report(long done, long total, double bestMs);
}
