package dev.espalier.search.price;

import dev.espalier.plan.Tolerance;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Moves prices so that the bound of the relaxed problem rises: subgradient steps after Polyak
 * towards the best known plan, as Held and Karp (1971) and Fisher (1981) use them. Where {@value
 * #PATIENCE} rounds bring nothing, the step is halved. Ours differs from the usual scheme in that
 * half of the last direction is kept once a plan is known, and in that prices do not return to the
 * best ones with a smaller step: both end at better bounds in fewer rounds.
 *
 * <p>Guarantee: no feasible plan has a smaller value than {@link #bound}. A round takes O(L (C +
 * M^2)); see {@link RelaxedPaths}. Deterministic. Not thread-safe.
 */
final class PriceAscent {
  /** Rounds without a better bound before the step shrinks. */
  private static final int PATIENCE = 10;

  /** Relative gain of the bound that counts as one. */
  private static final double MIN_GAIN = 1e-6;

  /** Distance to an unknown optimum that is assumed at first, relative to the bound. */
  private static final double ASSUMED_GAP = 0.05;

  /** Growth factor of that distance with every gain: where no plan is feasible, there is no end. */
  private static final double GAP_GROWTH = 1.05;

  private static final double MAX_ASSUMED_GAP = 0.5;

  /** Part of the last direction that a step still goes in, once a plan is known. */
  private static final double MOMENTUM = 0.5;

  private static final double RESTART_STEP = 1;

  private static final int MAX_ROUNDS = 5_000;

  /** Step below which rounds no longer pay. */
  private static final double MIN_STEP = 1.0 / (1 << 11);

  private final RelaxedProblem relaxed;
  private final RelaxedPaths paths;
  private final Prices prices;
  private final Prices best;
  private final double[] excess;

  /** Per kind, the direction of the last step. */
  private final double[] direction;

  private final double[] limitExcess;
  private double countExcess;
  private double bound = Double.NEGATIVE_INFINITY;
  private double value;
  private double step = 1;
  private double assumedGap = ASSUMED_GAP;
  private int rounds;
  private int failures;
  private boolean isStalled;
  private boolean isFinished;

  /** Whether {@link #paths} were solved at the best prices last. */
  private boolean isSolvedAtBest;

  PriceAscent(RelaxedProblem relaxed) {
    this.relaxed = relaxed;
    paths = new RelaxedPaths(relaxed);
    prices = new Prices(relaxed);
    best = new Prices(relaxed);
    excess = new double[relaxed.kinds];
    direction = new double[relaxed.kinds];
    limitExcess = new double[relaxed.terms.length];
    if (!relaxed.isSum) {
      Arrays.fill(prices.device, 1);
      prices.normalize();
    }
  }

  /** Starts from other prices, such as those of a similar problem. */
  void startFrom(Prices others) {
    prices.copyFrom(others);
  }

  /** Starts from prices of another search. */
  void startFrom(DevicePrices others, List<String> names) {
    prices.copyFrom(others, names);
  }

  /**
   * Solves the relaxed problem at the present prices and moves them.
   *
   * @param target value of the best known plan; infinite if none is known
   * @param stop polled; once it is true, the round changes nothing
   * @return whether the path of this round was traced
   */
  boolean round(double target, BooleanSupplier stop) {
    isSolvedAtBest = false;
    double cost = paths.solve(prices, stop);
    if (cost == Double.NEGATIVE_INFINITY) {
      return false;
    }
    value = cost - prices.maxPaid();
    if (!(value < Double.POSITIVE_INFINITY)) {
      // Without a path there is no plan; where it is NaN, prices have grown beyond all numbers.
      bound = value == Double.POSITIVE_INFINITY ? value : bound;
      isFinished = true;
      return false;
    }
    paths.trace();
    boolean isGain =
        value > bound + MIN_GAIN * Math.abs(bound) || bound == Double.NEGATIVE_INFINITY;
    if (value > bound) {
      bound = value;
      best.copyFrom(prices);
      isSolvedAtBest = true;
    }
    rounds++;
    isFinished |= rounds >= MAX_ROUNDS;
    assumedGap = isGain ? Math.min(MAX_ASSUMED_GAP, assumedGap * GAP_GROWTH) : ASSUMED_GAP;
    failures = isGain ? 0 : failures + 1;
    isStalled = failures > (isAimed(target) ? PATIENCE : 2 * PATIENCE);
    if (isStalled) {
      failures = 0;
      step /= 2;
      Arrays.fill(direction, 0);
      isFinished |= step < MIN_STEP;
    }
    move(target);
    return true;
  }

  private void move(double target) {
    double norm = measure();
    if (norm == 0) {
      isFinished = true;
      return;
    }
    double length = step * Math.max(aim(target) - value, MIN_GAIN * scale(bound)) / norm;
    double kept = isAimed(target) ? MOMENTUM : 0;
    for (int kind = 0; kind < excess.length; kind++) {
      direction[kind] = excess[kind] + kept * direction[kind];
      prices.device[kind] = Math.max(0, prices.device[kind] + length * direction[kind]);
    }
    for (int term = 0; term < limitExcess.length; term++) {
      prices.limit[term] = Math.max(0, prices.limit[term] + length * limitExcess[term]);
    }
    prices.slice += length * countExcess;
    if (!relaxed.isSum) {
      prices.normalize();
    }
  }

  /**
   * The value to step towards. Where the objective is a bottleneck, any value above 0 will do: it
   * excludes all plans.
   */
  private double aim(double target) {
    if (!relaxed.isSum) {
      return ASSUMED_GAP;
    }
    return isAimed(target) ? target : bound + assumedGap * Math.abs(bound);
  }

  private boolean isAimed(double target) {
    return relaxed.isSum && target < Double.POSITIVE_INFINITY;
  }

  /** What gains are relative to: normalized prices sum up to 1. */
  private double scale(double bound) {
    return relaxed.isSum ? Math.abs(bound) : 1;
  }

  /** The subgradient: by how much the path breaks what is relaxed. Returns its squared length. */
  private double measure() {
    for (int kind = 0; kind < excess.length; kind++) {
      excess[kind] = -relaxed.members(kind).length;
    }
    for (int k = 0; k < paths.count(); k++) {
      excess[paths.kind(k)]++;
    }
    double norm = 0;
    for (int kind = 0; kind < excess.length; kind++) {
      excess[kind] = rising(excess[kind], prices.device[kind]);
      norm += excess[kind] * excess[kind];
    }
    for (int term = 0; term < limitExcess.length; term++) {
      limitExcess[term] = prices.isLimit(term) ? rising(limitExcess(term), prices.limit[term]) : 0;
      norm += limitExcess[term] * limitExcess[term];
    }
    countExcess = relaxed.isCountLimited ? countExcess() : 0;
    return norm + countExcess * countExcess;
  }

  /**
   * Use of a limit above what it allows, relative to that. What is within rounding counts as
   * nothing: a step is as long as its direction is short, and prices would grow without end.
   */
  private double limitExcess(int term) {
    double excess = paths.value(term) / relaxed.allowed[term] - 1;
    return Math.abs(excess) <= Tolerance.RELATIVE ? 0 : excess;
  }

  /** A price of zero does not fall. */
  private static double rising(double excess, double price) {
    return price <= 0 && excess < 0 ? 0 : excess;
  }

  private double countExcess() {
    int tooMany = paths.count() - relaxed.maxSlices;
    int tooFew = paths.count() - relaxed.minSlices;
    if (prices.slice > 0 || prices.slice == 0 && tooMany > 0) {
      return tooMany;
    }
    return prices.slice < 0 || tooFew < 0 ? tooFew : 0;
  }

  /** No feasible plan has a smaller value; infinite where there is none. */
  double bound() {
    return bound;
  }

  /** Whether further rounds would bring nothing. */
  boolean isFinished() {
    return isFinished;
  }

  /** Whether the last round halved the step. */
  boolean isStalled() {
    return isStalled;
  }

  /**
   * Starts another series of rounds, from the best prices: worthwhile when a better plan is known.
   */
  void restart() {
    prices.copyFrom(best);
    Arrays.fill(direction, 0);
    step = RESTART_STEP;
    failures = 0;
    isFinished = false;
  }

  /** The path of the last round, and what {@link #solveAtBest} solved after it. */
  RelaxedPaths paths() {
    return paths;
  }

  /**
   * Solves the relaxed problem at the best prices, if that was not what the last round did.
   *
   * @return whether it is solved; the stop signal may have come before
   */
  boolean solveAtBest(BooleanSupplier stop) {
    isSolvedAtBest = isSolvedAtBest || paths.solve(best, stop) != Double.NEGATIVE_INFINITY;
    return isSolvedAtBest;
  }

  /** The prices of the best bound. */
  Prices best() {
    return best;
  }
}
