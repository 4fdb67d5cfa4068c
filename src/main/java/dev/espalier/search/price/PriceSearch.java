package dev.espalier.search.price;

import dev.espalier.cost.table.CostTables;
import dev.espalier.search.local.Trial;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Searches for prices and, on the way, for plans: every few rounds of {@link PriceAscent}, a plan
 * is made of the relaxed path. Deterministic: work is counted, not timed. Not thread-safe.
 */
public final class PriceSearch {
  /** Part of the work of the rounds that making plans of paths may take. */
  private static final double PLANS_FRACTION = 0.3;

  private final RelaxedProblem relaxed;
  private final PriceAscent ascent;
  private final PathPlans plans;
  private final BooleanSupplier stop;

  /** Steps of a kind of devices at a position; a pair of kinds of links takes one. */
  private static final long STEPS_PER_CELL = 8;

  /** More than the value of any plan. */
  private final double ceiling;

  private long work;
  private Optional<PricedCompletion> completion = Optional.empty();
  private double completionBound;

  /**
   * A search from prices of zero.
   *
   * @param costs of an objective that adds up
   */
  public PriceSearch(CostTables costs, BooleanSupplier stop) {
    this.stop = stop;
    ceiling = costs.model().ceiling();
    relaxed = new RelaxedProblem(costs, Double.POSITIVE_INFINITY);
    ascent = new PriceAscent(relaxed);
    plans = new PathPlans(costs, relaxed, stop);
  }

  /**
   * Starts from prices of another search.
   *
   * @param names names of the devices
   */
  public void startFrom(DevicePrices prices, List<String> names) {
    ascent.startFrom(prices, names);
  }

  /**
   * The best prices so far.
   *
   * @param names names of the devices
   */
  public DevicePrices prices(List<String> names) {
    return ascent.best().byName(names);
  }

  /**
   * Runs a round.
   *
   * @param best value of the best known plan; infinite if none is known
   * @return the value of a plan made of the round's path; infinite if none was made or is feasible
   */
  public double round(double best) {
    return raise(best) && (ascent.isFinished() || plans.steps() <= PLANS_FRACTION * work)
        ? plans.plan(ascent.paths())
        : Double.POSITIVE_INFINITY;
  }

  /**
   * Runs a round that makes no plan.
   *
   * @param best value of the best known plan; infinite if none is known
   * @return whether it found a path
   */
  public boolean raise(double best) {
    work += (long) relaxed.length * relaxed.kinds;
    return ascent.round(best, stop);
  }

  /** Steps of a round, of about a nanosecond each. */
  public long stepsOfRound() {
    long links = relaxed.linkKinds;
    return relaxed.length * (STEPS_PER_CELL * relaxed.kinds + links * links);
  }

  /** The plan whose value {@link #round} returned. */
  public Trial plan() {
    return plans.best();
  }

  /** No feasible plan has a smaller value; infinite where there is none. */
  public double bound() {
    return ascent.bound();
  }

  /** Whether the last round was the last of a series that brought nothing. */
  public boolean isStalled() {
    return ascent.isStalled();
  }

  /** Whether further rounds would bring nothing, or the bound proves that there is no plan. */
  public boolean isFinished() {
    return ascent.isFinished() || ascent.bound() > ceiling;
  }

  /** Starts another series of rounds, which a better plan makes worthwhile. */
  public void restart() {
    ascent.restart();
  }

  /** Steps of all rounds so far. */
  public long work() {
    return work;
  }

  /** The completions at the best prices so far; empty if the stop signal came. */
  public Optional<PricedCompletion> completion() {
    if (completion.isEmpty() || completionBound < ascent.bound()) {
      completion =
          ascent.solveAtBest(stop)
              ? Optional.of(new PricedCompletion(relaxed, ascent.paths(), ascent.best()))
              : Optional.empty();
      completionBound = ascent.bound();
    }
    return completion;
  }
}
