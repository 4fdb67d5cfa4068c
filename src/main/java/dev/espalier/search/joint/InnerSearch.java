package dev.espalier.search.joint;

import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchListener;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.SearchRecord;
import dev.espalier.search.StopSignal;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

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

  /** The options specific to the planner with the values that they had in its runs. */
  private final SortedMap<String, SortedSet<String>> used = new TreeMap<>();

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

  /** Plans; without some exits the problem may not suit the planner, which leaves it undecided. */
  PlanningResult plan(PlanningProblem problem) {
    if (planner.misfit(problem).isPresent()) {
      return new PlanningResult.Undecided(List.of(), record());
    }
    // Each variant by itself, so that the record names every device that was tried.
    List<PlanningResult> results =
        planner.variants(problem).stream().map(each -> each.plan(problem, inner)).toList();
    planned = true;
    results.forEach(each -> count(each.search()));
    return PlanningResult.best(results);
  }

  private void count(SearchRecord run) {
    evaluations += run.evaluations();
    generations += run.generations();
    run.solverOptions()
        .forEach((name, value) -> used.computeIfAbsent(name, any -> new TreeSet<>()).add(value));
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

  /** The record of the work so far; options that differed between runs list their values. */
  SearchRecord record() {
    SortedMap<String, String> solverOptions = new TreeMap<>();
    used.forEach((name, values) -> solverOptions.put(name, String.join(" or ", values)));
    return new SearchRecord(
        planner.name(),
        options.seed(),
        evaluations,
        generations,
        stop.elapsedMs(),
        stopped,
        solverOptions);
  }
}
