package dev.espalier.cli.option;

import dev.espalier.cli.parse.DurationConverter;
import dev.espalier.cli.parse.FractionConverter;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlannerTrait;
import dev.espalier.search.PlanningResult;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** When a run is stopped. */
public final class StopOptions {
  /** A limit is above 0, even if the time is over. */
  private static final Duration MINIMUM = Duration.ofNanos(1);

  /** Time to price, check and write a plan, for each layer and device. */
  private static final Duration TO_DESCRIBE = Duration.ofNanos(10_000);

  /** Describing a plan takes one part in so many of the time left at the maximum. */
  private static final int MAX_PART_TO_DESCRIBE = 10;

  @Option(
      names = "--time-limit",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description = "Stop a run after this time, such as 500ms, and return the best plan so far.")
  private Duration limit;

  @Option(
      names = "--gap",
      converter = FractionConverter.class,
      defaultValue = "0",
      paramLabel = "G",
      description =
          "Stop a run once its plan is proven to be within this of the optimum, such as 0.1%%;"
              + " 0 by default. Solvers that prove nothing ignore it.")
  private double gap;

  /**
   * The relative gap that is small enough; 0 if none was given.
   *
   * @throws InvalidFieldException if it is above 1
   */
  public double gap() {
    if (!(gap <= 1)) {
      throw new InvalidFieldException(
          "gap", "--gap must be from 0 to 1, which is 100%, but is " + gap);
    }
    return gap;
  }

  /** A result of a planner that stops at a gap, with the gap in its record if one was given. */
  public PlanningResult recorded(Planner planner, PlanningResult result) {
    return gap > 0 && planner.has(PlannerTrait.PROVES_OPTIMALITY)
        ? result.withSearch(result.search().withOption("gap", String.valueOf(gap)))
        : result;
  }

  /** The limit; empty if there is none. */
  public Optional<Duration> limit() {
    return Optional.ofNullable(limit);
  }

  /**
   * An equal part of what is left of the limit, where one command makes several searches; reading
   * the input is part of the command.
   *
   * @param startNanos when the command began, by {@link System#nanoTime}
   * @param searches how many are still to come
   */
  public Optional<Duration> part(long startNanos, int searches) {
    Duration spent = Duration.ofNanos(System.nanoTime() - startNanos);
    return limit()
        .map(whole -> whole.minus(spent).dividedBy(searches))
        .map(part -> part.compareTo(MINIMUM) < 0 ? MINIMUM : part);
  }

  /**
   * What is left of the limit for a single search, less what it takes to describe its plan.
   *
   * @param startNanos when the command began, by {@link System#nanoTime}
   */
  public Optional<Duration> forSearch(long startNanos, PlanningProblem problem) {
    long entries = problem.linearization().length() + problem.devices().size();
    Duration writing = TO_DESCRIBE.multipliedBy(entries);
    return part(startNanos, 1)
        .map(
            left -> {
              Duration largest = left.dividedBy(MAX_PART_TO_DESCRIBE);
              Duration rest = left.minus(writing.compareTo(largest) < 0 ? writing : largest);
              return rest.compareTo(MINIMUM) < 0 ? MINIMUM : rest;
            });
  }
}
