package dev.espalier.cli.option;

import dev.espalier.cli.parse.DurationConverter;
import dev.espalier.cli.parse.FractionConverter;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.study.TimeBudget;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** When a run is stopped. */
public final class StopOptions {
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
    return new TimeBudget(startNanos, limit()).part(searches);
  }

  /**
   * An equal part of what is left of the limit, less what it takes to describe a plan.
   *
   * @param startNanos when the command began, by {@link System#nanoTime}
   * @param problem what is planned
   * @param searches how many are still to come
   */
  public Optional<Duration> forSearch(long startNanos, PlanningProblem problem, int searches) {
    return new TimeBudget(startNanos, limit()).forSearch(problem, searches);
  }
}
