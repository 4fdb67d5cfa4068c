package dev.espalier.study;

import dev.espalier.plan.PlanningProblem;
import java.time.Duration;
import java.util.Optional;

/**
 * The time of a whole run, reading its input included, divided among its searches.
 *
 * @param startNanos when the run began, by {@link System#nanoTime}
 * @param limit time of the whole; empty if there is no limit
 */
public record TimeBudget(long startNanos, Optional<Duration> limit) {
  /** A limit is above 0, even if the time is over. */
  private static final Duration MINIMUM = Duration.ofNanos(1);

  /** Time to price, check and write a plan, for each layer and device. */
  private static final Duration TO_DESCRIBE = Duration.ofNanos(10_000);

  /** Describing a plan takes one part in so many of the time left at the maximum. */
  private static final int MAX_PART_TO_DESCRIBE = 10;

  /**
   * An equal part of what is left of the limit, where one run makes several searches.
   *
   * @param searches how many are still to come
   */
  public Optional<Duration> part(int searches) {
    Duration spent = Duration.ofNanos(System.nanoTime() - startNanos);
    return limit.map(whole -> atLeastMinimum(whole.minus(spent).dividedBy(searches)));
  }

  /**
   * An equal part of what is left of the limit, less what it takes to describe a plan.
   *
   * @param problem what is planned
   * @param searches how many are still to come
   */
  public Optional<Duration> forSearch(PlanningProblem problem, int searches) {
    long entries = problem.linearization().length() + problem.devices().size();
    Duration writing = TO_DESCRIBE.multipliedBy(entries);
    return part(searches)
        .map(
            left -> {
              Duration largest = left.dividedBy(MAX_PART_TO_DESCRIBE);
              return atLeastMinimum(left.minus(writing.compareTo(largest) < 0 ? writing : largest));
            });
  }

  private static Duration atLeastMinimum(Duration time) {
    return time.compareTo(MINIMUM) < 0 ? MINIMUM : time;
  }
}
