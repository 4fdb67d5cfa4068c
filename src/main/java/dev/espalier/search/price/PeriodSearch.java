package dev.espalier.search.price;

import dev.espalier.cost.table.CostTables;
import dev.espalier.search.local.Trial;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Excludes periods by prices, where the objective is a bottleneck. If every plan that keeps a
 * period, on devices that may run any number of slices, has to pay more for its devices than all
 * devices cost, then no plan keeps the period: a device is paid at most once.
 *
 * <p>Guarantee: a period that is excluded is a lower bound of every plan's. Deterministic. Not
 * thread-safe.
 */
public final class PeriodSearch {
  /** Rounds of prices for one period. */
  private static final int MAX_ROUNDS = 150;

  /** Rounds between two plans that are made of paths. */
  private static final int ROUNDS_PER_PLAN = 10;

  private final CostTables costs;
  private final BooleanSupplier stop;
  private final Trial best;
  private double bestValue = Double.POSITIVE_INFINITY;
  private Prices prices;
  private RelaxedProblem relaxed;
  private PriceAscent ascent;

  /** A search without any plan. */
  public PeriodSearch(CostTables costs, BooleanSupplier stop) {
    this.costs = costs;
    this.stop = stop;
    best = new Trial(costs);
    excludes(Double.POSITIVE_INFINITY);
  }

  /** Tries to prove that no plan keeps a period, and makes plans of paths that do. */
  public boolean excludes(double period) {
    relaxed = new RelaxedProblem(costs, period);
    ascent = new PriceAscent(relaxed);
    if (prices != null) {
      ascent.startFrom(prices);
    }
    PathPlans plans = new PathPlans(costs, relaxed, stop);
    boolean isBounded = period < Double.POSITIVE_INFINITY;
    for (int round = 0; round < (isBounded ? MAX_ROUNDS : 1) && !ascent.isFinished(); round++) {
      boolean hasPath = ascent.round(0, stop);
      if (stop.getAsBoolean() || ascent.bound() > ascent.best().slack()) {
        break;
      }
      if (hasPath && round % ROUNDS_PER_PLAN == 0) {
        remember(plans, plans.plan(ascent.paths()));
      }
    }
    prices = ascent.best();
    return ascent.bound() > prices.slack();
  }

  private void remember(PathPlans plans, double value) {
    if (value < bestValue) {
      bestValue = value;
      best.copyFrom(plans.best());
    }
  }

  /** The best plan so far. */
  public Trial plan() {
    return best;
  }

  /** Value of the best plan so far; infinite if there is none. */
  public double planValue() {
    return bestValue;
  }

  /** The completions of plans that keep the last period; empty if the stop signal came. */
  public Optional<PricedCompletion> completion() {
    return PricedCompletion.of(relaxed, ascent.paths(), ascent.best(), stop);
  }
}
