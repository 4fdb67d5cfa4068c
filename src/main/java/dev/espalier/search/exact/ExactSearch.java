package dev.espalier.search.exact;

import dev.espalier.cost.table.CostTables;
import dev.espalier.cost.table.PartialPlans;
import dev.espalier.device.Device;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.SearchEvents;
import dev.espalier.search.local.Trial;
import dev.espalier.search.price.DevicePrices;
import dev.espalier.search.price.PeriodSearch;
import dev.espalier.search.price.PriceSearch;
import dev.espalier.search.price.PricedCompletion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The exact solver as an anytime search: prices on devices rise, and passes of {@link LabelSearch}
 * keep more and more labels for a boundary, until one of them had to drop none. Each pass starts
 * from the best plan so far. Deterministic: what is done next never depends on time. Not
 * thread-safe.
 */
public final class ExactSearch {
  /** Relative difference of a plan's value and the bound that is rounding. */
  private static final double ROUNDING = 1e-12;

  /** Labels that the first passes keep for a boundary. */
  private static final int FIRST_WIDTH = 4;

  /** Growth factor of the number of labels from one pass to the next. */
  private static final int WIDENING = 4;

  /** Maximum number of labels that any pass keeps for a boundary. */
  private static final int MAX_WIDTH = 1 << 20;

  /** Steps of rounds of prices for each label of a pass between them. */
  private static final int STEPS_PER_LABEL = 8;

  /** From passes of this width on, prices are raised once more after each, so many times. */
  private static final int RESTART_WIDTH = 64;

  private static final int MAX_RESTARTS = 3;

  /** Slices of the best plan that are searched anew together. */
  private static final int WINDOW = 20;

  private static final int MIN_WINDOW_WIDTH = 16;

  /** Labels of a search of a part of any plan: kept for a boundary, and in all. */
  private static final int WINDOW_WIDTH = 16;

  private static final long WINDOW_LABELS = 1 << 14;

  /** Labels of the first pass: some milliseconds. */
  private static final long FIRST_LABELS = 1 << 13;

  /** Labels of a pass for each that it keeps, as measured on small problems. */
  private static final long LABELS_PER_KEPT = 2;

  /** Rounds of prices before the second pass, and their growth factor from each to the next. */
  private static final long FIRST_ROUNDS = 4;

  private static final int MIN_LABELS = 1 << 10;

  /** Heap that a kept label may need, its part of the frontier's index and its slice included. */
  private static final long BYTES_PER_LABEL = 1 << 8;

  private final PlanningProblem problem;
  private final CostTables costs;
  private final SearchEvents events;
  private final double gap;
  private final BooleanSupplier stop;

  private final PartialPlans partial;

  /** Where costs add up; else null. */
  private final PriceSearch prices;

  /** Where the objective is a bottleneck; else null. */
  private final PeriodBounds periods;

  /** More than the value of any plan. */
  private final double ceiling;

  private final List<Trial> plans = new ArrayList<>();
  private Trial best;
  private Trial polished;
  private int polishedWidth;
  private double bestValue = Double.POSITIVE_INFINITY;
  private double lowerBound;
  private boolean complete;
  private long labels;
  private int width = FIRST_WIDTH;
  private int restarts;

  /** A search that may stop at a relative gap. */
  public ExactSearch(
      PlanningProblem problem,
      CostTables costs,
      SearchEvents events,
      double gap,
      BooleanSupplier stop) {
    this.problem = problem;
    this.costs = costs;
    this.events = events;
    this.gap = gap;
    this.stop = stop;
    partial = new PartialPlans(costs);
    ceiling = costs.model().ceiling();
    prices = costs.isSum() ? new PriceSearch(costs, stop) : null;
    periods = costs.isSum() ? null : new PeriodBounds(this, new PeriodSearch(costs, stop));
    lowerBound = partial.lowerBound();
  }

  /** Looks for plans of a smaller value only. */
  void searchBelow(double value) {
    bestValue = Math.min(bestValue, value);
  }

  /** Takes over a plan, if it is better than the best one so far by more than rounding. */
  public void offer(Trial plan, double value) {
    boolean isFirst = bestValue == Double.POSITIVE_INFINITY && value < bestValue;
    if (isFirst || value < bestValue * (1 - ROUNDING)) {
      bestValue = value;
      best = plan.copy();
      plans.add(best);
      events.incumbent(() -> slices().orElseThrow(), value, lowerBound);
    }
  }

  /** A bound that no value of a plan can reach proves that there is no plan. */
  void raise(double bound) {
    if (bound > lowerBound) {
      complete |= bound > ceiling;
      lowerBound = bound;
      events.bound(bound);
    }
  }

  /** Starts from prices of another search, where the objective adds up. */
  public void startFrom(DevicePrices others) {
    if (prices != null) {
      prices.startFrom(others, names());
    }
  }

  /** The best prices so far; of zero for a bottleneck. */
  public DevicePrices prices() {
    return prices == null ? DevicePrices.NONE : prices.prices(names());
  }

  private List<String> names() {
    return problem.devices().stream().map(Device::name).toList();
  }

  /**
   * Searches near the plans on offer and the prices started from: rounds of prices, which make
   * plans of paths only while no plan is known, as that takes longer, and a pass and windows.
   *
   * @param steps of the rounds, the last of which may exceed them
   * @param keep labels that the pass keeps for a boundary
   */
  public void refresh(long steps, int keep, long labelBudget) {
    if (periods != null) {
      periods.exclude();
    }
    long left = prices == null ? 0 : steps;
    for (; left > 0 && !prices.isFinished() && !isFinished(); left -= prices.stepsOfRound()) {
      if (best == null) {
        round();
      } else {
        prices.raise(bestValue);
        raise(prices.bound());
      }
    }
    if (!isFinished()) {
      pass(keep, labelBudget);
    }
  }

  /**
   * Raises prices until that no longer pays, with a pass now and then: where the bound stalls, and
   * after rounds 1, 4, 16, and so on, as a small problem may need no more.
   *
   * @param labelBudget maximum number of labels of all passes; with 0 there is none
   */
  public void ascend(long labelBudget) {
    if (periods != null) {
      firstPass(labelBudget);
      periods.exclude();
      return;
    }
    round();
    firstPass(labelBudget);
    long next = FIRST_ROUNDS;
    for (long round = 2; !prices.isFinished() && !isFinished(); round++) {
      round();
      if (!isFinished() && (round == next || prices.isStalled())) {
        long limit = Math.max(MIN_LABELS, prices.work() / STEPS_PER_LABEL);
        pass(width, Math.min(limit, labelBudget - labels));
        next = round == next ? FIRST_ROUNDS * next : next;
      }
    }
  }

  /** Never stopped: any plan is better than none, and the pass takes some milliseconds at most. */
  private void firstPass(long labelBudget) {
    if (!isClosed()) {
      // Where layers are few, a wider pass takes as long, and proves more.
      int keep = (int) Math.max(FIRST_WIDTH, FIRST_LABELS / LABELS_PER_KEPT / costs.length());
      count(run(null, keep, Math.min(FIRST_LABELS, labelBudget), () -> false));
    }
  }

  private void round() {
    double value = prices.round(bestValue);
    raise(prices.bound());
    offer(prices.plan(), value);
  }

  /** Raises prices once more: steps are aimed at a better plan by now. */
  private void ascendAgain() {
    if (prices == null || restarts == MAX_RESTARTS) {
      return;
    }
    restarts++;
    prices.restart();
    while (!prices.isFinished() && !isFinished()) {
      round();
    }
  }

  /** What plans still cost at least; empty if the stop signal came before that was known. */
  private Optional<PricedCompletion> completion() {
    if (prices != null) {
      return prices.completion();
    }
    return periods.completion();
  }

  /**
   * Runs wider and wider passes until the optimum is proven or memory or the budget is used up.
   *
   * @param labelBudget maximum number of labels of all passes, earlier ones included
   */
  public void prove(long labelBudget) {
    while (!isFinished() && labels < labelBudget) {
      pass(width, labelBudget - labels);
      if (width == widest()) {
        return;
      }
      if (width >= RESTART_WIDTH) {
        ascendAgain();
      }
      width = Math.min(width * WIDENING, widest());
    }
  }

  /** Labels that the last pass keeps for a boundary: the guard on memory. */
  private int widest() {
    long fitting = Runtime.getRuntime().maxMemory() / BYTES_PER_LABEL / costs.length();
    return (int) Math.max(FIRST_WIDTH, Math.min(MAX_WIDTH, fitting));
  }

  private void pass(int keep, long labelBudget) {
    long labelLimit = labels + labelBudget;
    if (keep > FIRST_WIDTH) {
      polish(keep, labelLimit);
    }
    pass(null, keep, labelLimit - labels);
    polish(Math.max(MIN_WINDOW_WIDTH, keep), labelLimit);
  }

  /**
   * Searches parts of the best plan anew, one after the other, until none gets better: a narrow
   * pass over some slices finds what one over all of them misses.
   */
  private void polish(int keep, long labelLimit) {
    while (best != null && (best != polished || keep > polishedWidth) && !isFinished()) {
      polished = best;
      polishedWidth = keep;
      for (int k = 0; k + 1 < best.count && !isFinished() && labels < labelLimit; k += WINDOW / 2) {
        int last = Math.min(best.count, k + WINDOW);
        pass(new Window(best, k, last), keep, labelLimit - labels);
      }
    }
  }

  private void pass(Window window, int keep, long labelBudget) {
    Optional<LabelSearch> pass = run(window, keep, labelBudget, stop);
    if (window == null) {
      count(pass);
    }
  }

  /** Counts a pass over all plans as a proof, as far as it goes. */
  private void count(Optional<LabelSearch> pass) {
    pass.ifPresent(
        done -> {
          complete |= done.isComplete();
          raise(done.lowerBound());
        });
  }

  /** Runs a pass for the plans that it finds. */
  private Optional<LabelSearch> run(
      Window window, int keep, long labelBudget, BooleanSupplier until) {
    if (labelBudget <= 0) {
      return Optional.empty();
    }
    Optional<LabelSearch> run =
        completion()
            .map(
                priced -> {
                  double known = Math.min(bestValue, ceiling);
                  return new LabelSearch(
                      costs, partial, priced, window, known, keep, labelBudget, until);
                });
    run.ifPresent(
        pass -> {
          pass.run();
          labels += pass.labels();
          if (pass.best() != null) {
            offer(pass.best().trial(costs), pass.bestValue());
          }
        });
    return run;
  }

  /**
   * Searches neighboring slices of a plan anew, at the present prices.
   *
   * @param first index of the first of these slices
   * @param last index behind the last one
   * @param barred device that must not run any of them
   * @return the best plan found; empty if none is feasible
   */
  public Optional<Trial> anew(Trial plan, int first, int last, int barred) {
    Window window = new Window(plan, first, last);
    window.bar(barred);
    return completion()
        .flatMap(
            priced -> {
              LabelSearch pass =
                  new LabelSearch(
                      costs, partial, priced, window, ceiling, WINDOW_WIDTH, WINDOW_LABELS, stop);
              pass.run();
              labels += pass.labels();
              return Optional.ofNullable(pass.best()).map(chain -> chain.trial(costs));
            });
  }

  /** Whether nothing is left to do: the gap is closed, or the search must stop. */
  public boolean isFinished() {
    return isClosed() || stop.getAsBoolean();
  }

  /** Whether the plan is proven to be as good as demanded, or that there is none. */
  public boolean isClosed() {
    return complete || bestValue <= lowerBound * (1 + Math.max(gap, ROUNDING));
  }

  /** Whether the optimum is proven: the best plan, or that there is none. */
  public boolean isComplete() {
    return complete || bestValue <= lowerBound * (1 + ROUNDING);
  }

  /** The best plan; empty if none is known. */
  public Optional<List<Slice>> slices() {
    return Optional.ofNullable(best)
        .map(plan -> CostTables.slices(problem, plan.starts, plan.devices, plan.count));
  }

  /** The plans that were the best in turn, the last one first. */
  public List<Trial> plans() {
    List<Trial> all = new ArrayList<>(plans);
    Collections.reverse(all);
    return all;
  }

  /** Value of the best plan; infinite if none is known. */
  public double bestValue() {
    return bestValue;
  }

  /** No feasible plan has a smaller value. */
  public double lowerBound() {
    return Math.min(lowerBound, bestValue);
  }

  /** Partial plans that were priced. */
  public long labels() {
    return labels;
  }
}
