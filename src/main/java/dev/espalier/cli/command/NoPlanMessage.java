package dev.espalier.cli.command;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.report.plan.NoPlanWords;
import dev.espalier.search.PlanningResult;
import java.io.PrintWriter;

/** Explains to people why there is no plan. */
public final class NoPlanMessage {
  private NoPlanMessage() {}

  /**
   * Prints the reason.
   *
   * @param result any result but a plan
   * @return the exit code: 4 where the solver finished, 1 where it was stopped
   */
  public static int print(PlanningResult result, PrintWriter err) {
    return print(result, "", err);
  }

  /**
   * Prints the reason.
   *
   * @param result any result but a plan
   * @param of what the result belongs to, in words that precede the reason
   * @return the exit code: 4 where the solver finished, 1 where it was stopped
   */
  public static int print(PlanningResult result, String of, PrintWriter err) {
    err.println("error: " + of + NoPlanWords.of(result));
    NoPlanWords.violations(result).forEach(violation -> err.println("  " + violation.message()));
    if (result instanceof PlanningResult.Infeasible infeasible && infeasible.partial()) {
      err.println("  (stopped before every limit was checked: there may be more)");
    }
    return NoPlanWords.isAnswer(result) ? ExitCodes.NO_FEASIBLE_PLAN : ExitCodes.FAILED;
  }
}
