package dev.espalier.search;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The origin of a result.
 *
 * @param solver name of the planner
 * @param seed seed of its random choices
 * @param evaluations plans that were priced; for the genetic planner plans that were improved by
 *     local moves; for a dynamic program and a certificate partial plans
 * @param generations generations of the genetic algorithm, 0 for other planners
 * @param elapsedMs time it took, ms
 * @param interrupted whether it was stopped by time, cancellation or interrupt
 * @param solverOptions options specific to this planner, by name; empty for most
 */
public record SearchRecord(
    String solver,
    long seed,
    long evaluations,
    long generations,
    double elapsedMs,
    boolean interrupted,
    SortedMap<String, String> solverOptions) {

  public SearchRecord {
    solverOptions = Collections.unmodifiableSortedMap(new TreeMap<>(solverOptions));
  }

  /** The record of a planner without options of its own. */
  public SearchRecord(
      String solver,
      long seed,
      long evaluations,
      long generations,
      double elapsedMs,
      boolean interrupted) {
    this(solver, seed, evaluations, generations, elapsedMs, interrupted, new TreeMap<>());
  }

  /** This record with one more option. */
  public SearchRecord withOption(String name, String value) {
    SortedMap<String, String> options = new TreeMap<>(solverOptions);
    options.put(name, value);
    return new SearchRecord(
        solver, seed, evaluations, generations, elapsedMs, interrupted, options);
  }
}
