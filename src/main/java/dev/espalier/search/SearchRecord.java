package dev.espalier.search;

/**
 * Where a result comes from.
 *
 * @param solver name of the planner
 * @param seed seed of its random choices
 * @param evaluations plans that were priced; for the genetic planner partitions that were deployed
 *     and improved; for a dynamic program and a certificate partial plans
 * @param generations generations of the genetic algorithm, 0 for other planners
 * @param elapsedMs time it took, ms
 * @param interrupted whether it was stopped by time, cancellation or interrupt
 */
public record SearchRecord(
    String solver,
    long seed,
    long evaluations,
    long generations,
    double elapsedMs,
    boolean interrupted) {}
