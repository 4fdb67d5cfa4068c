package dev.espalier.cli.option;

import dev.espalier.error.InvalidFieldException;
import picocli.CommandLine.Option;

/** The number of seeds of stochastic solvers. */
public final class RunsOption {
  /** More runs than anybody waits for; each holds its plan, a few kilobytes. */
  private static final int MAX_RUNS = 100_000;

  @Option(
      names = "--runs",
      defaultValue = "10",
      paramLabel = "R",
      description = "Number of seeds for each stochastic solver; 10 by default.")
  private int runs;

  /**
   * The number of runs.
   *
   * @throws InvalidFieldException if there are none or absurdly many
   */
  public int runs() {
    if (runs < 1 || runs > MAX_RUNS) {
      throw new InvalidFieldException(
          "runs", "--runs must be from 1 to %d but is %d".formatted(MAX_RUNS, runs));
    }
    return runs;
  }
}
