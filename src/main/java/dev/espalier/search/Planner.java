package dev.espalier.search;

import dev.espalier.plan.PlanningProblem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds a plan for a problem. Planners are stateless and thread-safe. */
public interface Planner {

  /** The name used in files and on the command line. */
  String name();

  /** Traits of this planner; none unless overridden. */
  default Set<PlannerTrait> traits() {
    return Set.of();
  }

  /** Whether this planner has a trait. */
  default boolean has(PlannerTrait trait) {
    return traits().contains(trait);
  }

  /**
   * Whether this planner applies to a problem, for example because it has a third fork; true unless
   * overridden. A comparison does not mention a planner that does not concern its problem.
   */
  default boolean concerns(PlanningProblem problem) {
    return true;
  }

  /** The reason why this planner cannot plan a problem; empty if it can. */
  default Optional<String> misfit(PlanningProblem problem) {
    return Optional.empty();
  }

  /** Default number of threads, which this planner uses well. */
  default int usualThreads() {
    return 1;
  }

  /**
   * The ways to read this planner: itself, or, for a method that leaves the roles of two devices
   * open, one planner for each way to assign them. Its own plan is the best of theirs.
   */
  default List<Planner> variants(PlanningProblem problem) {
    return List.of(this);
  }

  /**
   * Plans. Returns normally however the search ends; a stop by time, cancellation or interrupt
   * gives the best plan so far. The interrupt status of the thread is left as it is.
   */
  PlanningResult plan(PlanningProblem problem, SearchOptions options);
}
