package dev.espalier.search.joint;

import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchListener;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.SearchRecord;
import dev.espalier.search.StopSignal;

/** The planner for given probabilities, called many times within one search. */
final class InnerSearch {
  private final Planner planner;
  private final SearchOptions options;
  private final SearchOptions inner;
  private final StopSignal stop;
  private long evaluations;
  private long generations;
  private boolean planned;
  private boolean stopped;
  private long infeasible;
  private boolean leftOpen;

  InnerSearch(Planner planner, SearchOptions options) {
    this.planner = planner;
    this.options = options;
    stop = StopSignal.start(options);
    inner =
        options
            .withoutTimeLimit()
            .withCancellation(stop::requested)
            .withListener(SearchListener.NONE);
  }

  PlanningResult plan(PlanningProblem problem) {
    PlanningResult result = planner.plan(problem, inner);
    planned = true;
    evaluations += result.search().evaluations();
    generations += result.search().generations();
    return result;
  }

  /** Whether to stop now; once true, it stays true. */
  boolean mustStop() {
    stopped = stopped || stop.requested();
    return stopped;
  }

  /** Whether to plan no more: a search that is stopped at once still gives one plan. */
  boolean mustNotPlan() {
    return planned && mustStop();
  }

  /** Seed of all random choices. */
  long seed() {
    return options.seed();
  }

  /** Counts a choice for which no plan was found. */
  void noPlan(boolean isInfeasible) {
    if (isInfeasible) {
      infeasible++;
    } else {
      leftOpen = true;
    }
  }

  /** Number of choices that are proven to have no plan, where each was planned by itself. */
  long infeasible() {
    return infeasible;
  }

  /** Whether some choice that was planned by itself remains undecided. */
  boolean isLeftOpen() {
    return leftOpen;
  }

  void addGenerations(long more) {
    generations += more;
  }

  void report(long done, long total, double bestMs) {
    options.listener().progress(done, total, bestMs);
  }

  /** The record of the work so far. */
  SearchRecord record() {
    return new SearchRecord(
        planner.name(), options.seed(), evaluations, generations, stop.elapsedMs(), stopped);
  }
}
