package dev.espalier.search.exact;

import dev.espalier.cost.table.CostTables;
import dev.espalier.cost.table.PartialPlans;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.SearchEvents;
import dev.espalier.search.SearchListener;
import dev.espalier.search.StopSignal;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The exact solver as an anytime search: passes of {@link LabelSearch} that keep more and more
 * labels for a position, until one of them had to drop none. Each pass starts from the best plan so
 * far.
 */
public final class ExactSearch {
  /**
   * Number of labels that the first pass keeps for a position: enough for a first plan, and few
   * enough that the pass need not be stopped.
   */
  private static final int FIRST_WIDTH = 1 << 4;

  /** Growth factor of the number of labels from one pass to the next. */
  private static final int WIDENING = 1 << 4;

  /** Maximum number of labels that any pass keeps for a position. */
  private static final int MAX_WIDTH = 1 << 20;

  /**
   * Heap that a kept label may need: two frontiers of up to four times as many labels at 48 bytes,
   * their indices, and the slices behind them.
   */
  private static final long BYTES_PER_LABEL = 1 << 10;

  private final CostTables costs;
  private final PartialPlans partial;
  private SliceChain best;
  private double bestValue = Double.POSITIVE_INFINITY;
  private double lowerBound;
  private boolean complete;
  private long labels;

  private ExactSearch(CostTables costs) {
    this.costs = costs;
    partial = new PartialPlans(costs);
    lowerBound = partial.lowerBound();
  }

  /**
   * The outcome of a search.
   *
   * @param slices the best plan; empty if none is better than the one known before
   * @param lowerBound no feasible plan has a smaller value
   * @param complete whether all plans were considered or pruned
   * @param labels partial plans that were priced
   */
  public record Outcome(
      Optional<List<Slice>> slices, double lowerBound, boolean complete, long labels) {}

  /**
   * Searches until the optimum is proven, memory is used up or the stop signal comes.
   *
   * @param known value of a known plan that is feasible, infinite if none is known
   */
  public static Outcome solve(
      PlanningProblem problem,
      CostTables costs,
      double known,
      SearchEvents events,
      StopSignal stop) {
    events.phase(SearchListener.Phase.SEARCHING);
    ExactSearch search = new ExactSearch(costs);
    search.bestValue = known;
    search.pass(FIRST_WIDTH, Long.MAX_VALUE, () -> false);
    search.report(problem, events);
    int width = FIRST_WIDTH;
    while (!search.complete && width < widest() && !stop.requested()) {
      width = Math.min(width * WIDENING, widest());
      search.pass(width, Long.MAX_VALUE, stop::requested);
      search.report(problem, events);
    }
    return search.outcome(problem);
  }

  private void report(PlanningProblem problem, SearchEvents events) {
    if (best != null) {
      events.incumbent(() -> best.slices(problem), bestValue, lowerBound);
    }
  }

  /**
   * Tries to prove that a known plan is optimal, or to find a better one, within a budget.
   *
   * @param known value of the known plan, infinite if none is known
   * @param labelBudget maximum number of partial plans to price
   */
  public static Outcome certify(
      PlanningProblem problem, CostTables costs, double known, long labelBudget, StopSignal stop) {
    ExactSearch search = new ExactSearch(costs);
    search.bestValue = known;
    if (known == Double.POSITIVE_INFINITY) {
      // A wide pass might spend the budget before any label reaches the end.
      search.pass(FIRST_WIDTH, labelBudget, stop::requested);
    }
    int width = FIRST_WIDTH;
    while (!search.complete
        && search.labels < labelBudget
        && width < widest()
        && !stop.requested()) {
      boolean isKnown = search.bestValue < Double.POSITIVE_INFINITY;
      width = isKnown ? widest() : Math.min(width * WIDENING, widest());
      search.pass(width, labelBudget - search.labels, stop::requested);
    }
    return search.outcome(problem);
  }

  /** Labels that the last pass keeps for a position: the guard on memory. */
  private static int widest() {
    return (int) Math.min(MAX_WIDTH, Runtime.getRuntime().maxMemory() / BYTES_PER_LABEL);
  }

  private void pass(int width, long labelBudget, BooleanSupplier stop) {
    LabelSearch pass = new LabelSearch(costs, partial, null, bestValue, width, labelBudget, stop);
    pass.run();
    labels += pass.labels();
    complete = pass.isComplete();
    lowerBound = Math.max(lowerBound, pass.lowerBound());
    if (pass.best() != null) {
      best = pass.best();
      bestValue = pass.bestValue();
    }
  }

  private Outcome outcome(PlanningProblem problem) {
    return new Outcome(
        Optional.ofNullable(best).map(last -> last.slices(problem)),
        Math.min(lowerBound, bestValue),
        complete,
        labels);
  }
}
