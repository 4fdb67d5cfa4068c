package dev.espalier.study.breakpoint;

import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.SearchOptions;
import java.util.List;
import java.util.function.Consumer;

/** Plans one problem after another and counts them. Not thread-safe. */
public final class Searches {
  /** Maximum number: more would take hours. */
  private static final int MAX_SEARCHES = 10_000;

  private final Planner planner;
  private final SearchOptions options;
  private final Consumer<String> listener;
  private int count;

  /**
   * No search yet.
   *
   * @param planner planner of every problem; only what it proves is proven
   * @param options options of each search
   * @param listener receives progress updates: what is planned
   */
  public Searches(Planner planner, SearchOptions options, Consumer<String> listener) {
    this.planner = planner;
    this.options = options;
    this.listener = listener;
  }

  /** Number of searches so far. */
  public int count() {
    return count;
  }

  /** Whether no more problem may be planned. */
  public boolean isStopped() {
    return count >= MAX_SEARCHES
        || options.cancelled().getAsBoolean()
        || Thread.currentThread().isInterrupted();
  }

  /**
   * Plans a problem.
   *
   * @param where where among all problems it lies, for the listener
   * @param startFrom plans to start from
   */
  public Answer plan(String where, PlanningProblem problem, List<Plan> startFrom) {
    count++;
    listener.accept("value %d: %s".formatted(count, where));
    return new Answer(problem, planner.plan(problem, options.withStartFrom(startFrom)));
  }
}
