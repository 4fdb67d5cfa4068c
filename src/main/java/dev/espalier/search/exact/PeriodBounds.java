package dev.espalier.search.exact;

import dev.espalier.plan.Tolerance;
import dev.espalier.search.price.PeriodSearch;
import dev.espalier.search.price.PricedCompletion;
import java.util.Optional;

/**
 * The bounds of an exact search where the objective is a bottleneck: periods that no plan keeps.
 * Not thread-safe.
 */
final class PeriodBounds {
  /** Periods that are tried for exclusion, and the precision that they are tried to. */
  private static final int MAX_PERIODS = 16;

  private static final double PERIOD_PRECISION = 1e-4;

  private final ExactSearch search;
  private final PeriodSearch periods;
  private double periodOfPrices = Double.POSITIVE_INFINITY;
  private Optional<PricedCompletion> completion = Optional.empty();

  PeriodBounds(ExactSearch search, PeriodSearch periods) {
    this.search = search;
    this.periods = periods;
  }

  /** Excludes longer and longer periods, by bisection between the bound and the best plan. */
  void exclude() {
    double below = search.bestValue();
    for (int i = 0; i < MAX_PERIODS && !search.isFinished(); i++) {
      double lowerBound = search.lowerBound();
      double period = i == 0 ? justBelow(search.bestValue()) : (lowerBound + below) / 2;
      if (!(period < Double.POSITIVE_INFINITY) || below <= lowerBound * (1 + PERIOD_PRECISION)) {
        break;
      }
      if (periods.excludes(period)) {
        search.raise(i == 0 ? search.bestValue() : period);
      } else {
        below = period;
      }
      search.offer(periods.plan(), periods.planValue());
      below = Math.min(below, search.bestValue());
    }
  }

  private static double justBelow(double value) {
    return value * (1 - 4 * Tolerance.RELATIVE);
  }

  /** What plans still cost at least; empty if the stop signal came before that was known. */
  Optional<PricedCompletion> completion() {
    double best = search.bestValue();
    boolean isBetter = best < periodOfPrices;
    if (isBetter) {
      periodOfPrices = best;
      if (periods.excludes(justBelow(best))) {
        search.raise(best);
      }
    }
    if (isBetter || completion.isEmpty()) {
      completion = periods.completion();
    }
    return completion;
  }
}
