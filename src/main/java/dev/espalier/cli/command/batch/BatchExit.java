package dev.espalier.cli.command.batch;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.io.InvalidFileException;
import dev.espalier.study.batch.BatchSummary;
import dev.espalier.study.batch.Status;
import java.io.PrintWriter;

/** The exit code of a batch that is planned. */
public final class BatchExit {
  private BatchExit() {}

  /**
   * The exit code, after a message where it is none of success.
   *
   * @param scenarios what the scenarios come from
   * @throws InvalidFileException if there is no scenario
   */
  public static int code(BatchSummary summary, String scenarios, PrintWriter err) {
    long all = summary.scenarios();
    if (summary.count(Status.PLANNED) > 0) {
      return ExitCodes.DONE;
    }
    if (all == 0) {
      throw new InvalidFileException(scenarios + ": there is no scenario");
    }
    if (summary.count(Status.INVALID) == all) {
      err.println(
          "error: every scenario is invalid; the first: "
              + summary.firstInvalid().orElseThrow().message());
      return ExitCodes.BAD_INPUT;
    }
    err.println("error: no scenario has a plan");
    return summary.count(Status.INFEASIBLE) > 0 ? ExitCodes.NO_FEASIBLE_PLAN : ExitCodes.FAILED;
  }
}
