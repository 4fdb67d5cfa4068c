package dev.espalier.search.risk;

import dev.espalier.internal.Rounding;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchListener;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.SearchRecord;
import dev.espalier.search.StopSignal;

/** Plans the problems of one search, counts their effort, and stops in time. Not thread-safe. */
final class Effort {
  private final Planner planner;
  private final SearchOptions options;
  private final StopSignal stop;
  private long evaluations;
  private long generations;

  Effort(Planner planner, SearchOptions options) {
    this.planner = planner;
    this.options = options;
    stop = StopSignal.start(options);
  }

  /** Plans the problem that is the whole question, whose progress is that of the search. */
  PlanningResult planWhole(PlanningProblem problem) {
    return counted(planner.plan(problem, stop.rest(options)));
  }

  /** Plans one problem of several, whose values are not those of the search. */
  PlanningResult planPart(PlanningProblem problem) {
    return counted(planner.plan(problem, stop.rest(options.withListener(SearchListener.NONE))));
  }

  private PlanningResult counted(PlanningResult result) {
    evaluations += result.search().evaluations();
    generations += result.search().generations();
    return result;
  }

  /** Counts partial plans. */
  void add(long partialPlans) {
    evaluations += partialPlans;
  }

  boolean mustStop() {
    return stop.requested();
  }

  /** Whether a bound is close enough to a value: equal but for rounding, or within the gap. */
  boolean isClose(double value, double bound) {
    return Rounding.isAtMost(value, bound) || value - bound <= options.gap() * bound;
  }

  SearchRecord record(boolean interrupted) {
    return new SearchRecord(
        planner.name(), options.seed(), evaluations, generations, stop.elapsedMs(), interrupted);
  }
}
