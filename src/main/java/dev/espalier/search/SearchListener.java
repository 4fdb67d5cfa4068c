package dev.espalier.search;

import dev.espalier.plan.Plan;

/**
 * Receives updates of a running search. Methods are called by any of its threads, so that they must
 * be quick and thread-safe; what they throw ends the search and reaches the caller.
 */
public interface SearchListener {
  /** Ignores all updates. */
  SearchListener NONE = new SearchListener() {};

  /** What a search is doing. */
  enum Phase {
    /** Looking for plans. */
    SEARCHING,
    /** Proving that the best plan is optimal, or finding a better one. */
    PROVING,
    /** Working out why no plan is feasible. */
    EXPLAINING
  }

  /** Reports that a search enters a phase. */
  default void phase(Phase phase) {}

  /**
   * Reports the best plan so far, each time there is a better one.
   *
   * @param plan a plan that keeps every limit
   * @param lowerBound no feasible plan is known to have a smaller value than this, in the
   *     objective's unit; 0 while nothing is known
   */
  default void incumbent(Plan plan, double lowerBound) {}

  /**
   * Reports now and then how far the search has come.
   *
   * @param done plans priced so far
   * @param total plans to price in all, 0 where that is not known
   * @param best value of the best plan so far; infinite if there is none
   */
  default void progress(long done, long total, double best) {}
}
