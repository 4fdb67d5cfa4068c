package dev.espalier.search;

import dev.espalier.plan.Plan;

/**
 * Receives updates of a running search. Methods are called by any of its threads, so that they must
 * be quick and thread-safe; what they throw ends the search and reaches the caller.
 */
public interface SearchListener {
  /** Ignores all updates. */
  SearchListener NONE =
      new SearchListener() {
        @Override
        public boolean receivesPlans() {
          return false;
        }
      };

  /** The phases of a search. */
  enum Phase {
    /** Searching for plans. */
    SEARCHING,
    /** Proving that the best plan is optimal, or finding a better one. */
    PROVING,
    /** Finding the reasons why no plan is feasible. */
    EXPLAINING
  }

  /** Reports that a search enters a phase. */
  default void phase(Phase phase) {}

  /**
   * Reports the best plan so far, each time there is a better one.
   *
   * @param plan a plan that meets every limit
   * @param lowerBound no feasible plan is known to have a smaller value than this, in the
   *     objective's unit; 0 while nothing is known
   */
  default void incumbent(Plan plan, double lowerBound) {}

  /**
   * Whether {@link #incumbent} is called; true unless overridden. Pricing each plan in full takes a
   * search of a large problem noticeable time, so that a listener to values alone does without.
   */
  default boolean receivesPlans() {
    return true;
  }

  /**
   * Reports the value of the best plan so far, each time there is a better one.
   *
   * @param value its value, in the objective's unit
   * @param lowerBound as of {@link #incumbent}
   */
  default void improved(double value, double lowerBound) {}

  /**
   * Reports a better lower bound, each time one is proven.
   *
   * @param lowerBound no feasible plan has a smaller value, in the objective's unit
   */
  default void bound(double lowerBound) {}

  /**
   * Receives progress updates from time to time.
   *
   * @param done plans priced so far
   * @param total plans to price in all, 0 where that is not known
   * @param best value of the best plan so far; infinite if there is none
   */
  default void progress(long done, long total, double best) {}
}
