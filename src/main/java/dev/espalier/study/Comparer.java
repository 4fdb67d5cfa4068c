package dev.espalier.study;

import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlannerTrait;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs several solvers on the same problem. */
public final class Comparer {
  /** Maximum time of a solver that runs once only, unless it was requested by name. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final int runs;
  private final SearchOptions options;
  private final OptionalInt threads;
  private final Consumer<String> listener;

  /**
   * Creates a comparer.
   *
   * @param runs seeds that each stochastic solver gets
   * @param options options of each run; the seed is that of the first run, the next ones count up
   * @param threads threads of each run; empty: what each solver usually uses
   * @param listener receives progress updates: which run begins
   * @throws IllegalArgumentException if there is no run
   */
  public Comparer(int runs, SearchOptions options, OptionalInt threads, Consumer<String> listener) {
    if (runs < 1) {
      throw new IllegalArgumentException("runs must be >= 1 but is " + runs);
    }
    this.runs = runs;
    this.options = options;
    this.threads = threads;
    this.listener = listener;
  }

  /** This comparer with a listener that also receives the purpose of the runs. */
  public Comparer announcing(String what) {
    return new Comparer(runs, options, threads, run -> listener.accept(what + ": " + run));
  }

  /**
   * Runs a search that is no solver once for each seed.
   *
   * @param what name of the search, for the listener
   * @param search runs the search under the given options
   * @return the results of all runs up to the one that was cancelled
   */
  public <T> List<T> repeat(String what, Function<SearchOptions, T> search) {
    List<T> results = new ArrayList<>();
    for (int run = 0; run < runs && !isCancelled(); run++) {
      listener.accept("%s, run %d of %d".formatted(what, run + 1, runs));
      T result = search.apply(options.withSeed(options.seed() + run));
      if (!isCancelled()) {
        results.add(result);
      }
    }
    return results;
  }

  /**
   * Runs these solvers one after another, however long they take.
   *
   * @return all runs up to the one that was cancelled, which counts only where its solver has no
   *     other or interrupted
   */
  public Comparison compare(PlanningProblem problem, List<Planner> planners) {
    return new Series(problem, false).run(planners, List.of());
  }

  /**
   * Runs the solvers that fit a problem, one after another, and leaves out those that take too
   * long.
   *
   * @return all runs up to the one that was cancelled or interrupted
   */
  public Comparison compareFitting(PlanningProblem problem, List<Planner> all) {
    boolean isLimited = options.timeLimit().isPresent();
    Selection selection = Selection.fitting(problem, all, isLimited);
    return new Series(problem, !isLimited).run(selection.planners(), selection.leftOut());
  }

  /** The runs on one problem. */
  private final class Series {
    private final PlanningProblem problem;

    /** Whether a solver that runs once only is left out if that takes too long. */
    private final boolean isImpatient;

    private final List<SolverRuns> solvers = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();

    /** All results, including those that the table omits: their proofs count. */
    private final List<PlanningResult> results = new ArrayList<>();

    Series(PlanningProblem problem, boolean isImpatient) {
      this.problem = problem;
      this.isImpatient = isImpatient;
    }

    Comparison run(List<Planner> planners, List<LeftOut> leftOutBefore) {
      leftOut.addAll(leftOutBefore);
      planners.forEach(this::run);
      boolean complete = !isCancelled();
      Planner exact = Planners.exact();
      boolean isExactRun =
          planners.stream().anyMatch(planner -> planner.name().equals(exact.name()));
      if (complete && !isExactRun && !isOptimumKnown()) {
        listener.accept("looking for the optimum");
        SearchOptions patient = isImpatient ? options.withTimeLimit(PATIENCE) : options;
        results.add(exact.plan(problem, patient.withGap(0)));
      }
      return new Comparison(problem, solvers, Comparison.Reference.of(results), leftOut, complete);
    }

    private boolean isOptimumKnown() {
      return Comparison.Reference.of(results).filter(Comparison.Reference::isOptimum).isPresent();
    }

    private void run(Planner planner) {
      int before = results.size();
      if (planner.has(PlannerTrait.STOCHASTIC)) {
        for (int run = 0; run < runs; run++) {
          String what = "%s, run %d of %d".formatted(planner.name(), run + 1, runs);
          run(what, before, planner, options.withSeed(options.seed() + run));
        }
      } else {
        SearchOptions once = isImpatient ? options.withTimeLimit(PATIENCE) : options;
        planner.variants(problem).forEach(each -> run(planner.name(), before, each, once));
      }
      List<PlanningResult> ours = results.subList(before, results.size());
      boolean isStopped = ours.stream().anyMatch(result -> result.search().interrupted());
      if (isImpatient && isStopped && !planner.has(PlannerTrait.STOCHASTIC)) {
        leftOut.add(
            new LeftOut(
                planner.name(),
                "did not finish within %d s; --solvers %s runs it without this limit"
                    .formatted(PATIENCE.toSeconds(), planner.name())));
      } else if (!ours.isEmpty()) {
        solvers.add(new SolverRuns(planner.name(), planner.has(PlannerTrait.STOCHASTIC), ours));
      }
    }

    /**
     * One run.
     *
     * @param before number of results before the first run of this solver
     */
    private void run(String what, int before, Planner planner, SearchOptions each) {
      if (isCancelled()) {
        return;
      }
      listener.accept(what);
      PlanningResult result =
          planner.plan(problem, each.withThreads(threads.orElse(planner.usualThreads())));
      boolean isTruncated = result.search().interrupted() && isCancelled();
      // A truncated run is not comparable with the other runs of a solver, but better than none.
      boolean isAllThereIs = results.size() == before && result instanceof PlanningResult.Planned;
      if (!isTruncated || isAllThereIs) {
        results.add(result);
      }
    }
  }

  /** Whether runs are cancelled; an interrupt stops the present run, and the next ones with it. */
  public boolean isCancelled() {
    return options.cancelled().getAsBoolean() || Thread.currentThread().isInterrupted();
  }
}
