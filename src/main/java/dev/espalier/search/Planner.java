package dev.espalier.search;

import dev.espalier.plan.PlanningProblem;

/** Finds a plan for a problem. Planners are stateless and thread-safe. */
public interface Planner {

  /** The name used in files and on the command line. */
  String name();

  /**
   * Plans. Returns normally however the search ends; a stop by time, cancellation or interrupt
   * gives the best plan so far. The interrupt status of the thread is left as it is.
   */
  PlanningResult plan(PlanningProblem problem, SearchOptions options);
}
