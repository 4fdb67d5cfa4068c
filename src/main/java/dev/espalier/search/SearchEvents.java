package dev.espalier.search;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reports the progress of a search: to the listener, and at level DEBUG to the system logger {@code
 * dev.espalier.search}. For all planners, including those of third parties. Thread-safe.
 */
public final class SearchEvents {
  /**
   * System property that is {@code false} where no logger shall be created, as in a command that
   * ends within a second: creating one takes a tenth of that.
   */
  public static final String LOG = "dev.espalier.log";

  private final String solver;
  private final PlanningProblem problem;
  private final SearchListener listener;
  private double best = Double.POSITIVE_INFINITY;
  private double bound;

  /** The events of one search. */
  public SearchEvents(String solver, PlanningProblem problem, SearchOptions options) {
    this.solver = solver;
    this.problem = problem;
    listener = options.listener();
  }

  /** Events without a listener. */
  public static SearchEvents none(PlanningProblem problem) {
    return new SearchEvents("", problem, SearchOptions.defaults());
  }

  /** The logger, created on first use. */
  private static final class Log {
    private static final System.Logger LOGGER = System.getLogger("dev.espalier.search");
  }

  private boolean isLogged() {
    return !solver.isEmpty()
        && !"false".equals(System.getProperty(LOG))
        && Log.LOGGER.isLoggable(System.Logger.Level.DEBUG);
  }

  /** Enters a phase. */
  public void phase(SearchListener.Phase phase) {
    listener.phase(phase);
    if (isLogged()) {
      Log.LOGGER.log(System.Logger.Level.DEBUG, solver + ": " + phase);
    }
  }

  /**
   * Reports a plan that meets every limit, unless an earlier one was as good.
   *
   * @param slices the plan, worked out only if somebody listens
   * @param value its value
   * @param lowerBound no feasible plan has a smaller value
   */
  public synchronized void incumbent(
      Supplier<List<Slice>> slices, double value, double lowerBound) {
    if (!(value < best)) {
      return;
    }
    best = value;
    if (isLogged()) {
      Log.LOGGER.log(System.Logger.Level.DEBUG, solver + ": " + value + ", at least " + lowerBound);
    }
    double known = Math.max(lowerBound, bound);
    listener.improved(value, Math.min(known, value));
    if (listener.receivesPlans()) {
      Plan plan = PlanEvaluator.evaluate(problem, slices.get());
      listener.incumbent(plan, Math.min(known, plan.value()));
    }
  }

  /** Reports a lower bound of every feasible plan, unless an earlier one was as good. */
  public synchronized void bound(double lowerBound) {
    double proven = Math.min(lowerBound, best);
    if (proven > bound) {
      bound = proven;
      listener.bound(proven);
    }
  }

  /** Reports progress; see {@link SearchListener#progress}. */
  public void progress(long done, long total, double bestValue) {
    listener.progress(done, total, bestValue);
  }
}
