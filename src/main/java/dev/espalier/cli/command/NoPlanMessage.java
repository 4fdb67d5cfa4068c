package dev.espalier.cli.command;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.plan.Violation;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchRecord;
import java.io.PrintWriter;
import java.util.List;

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
    if (result instanceof PlanningResult.Infeasible infeasible) {
      print(of + "no feasible plan; " + reason(infeasible), infeasible.violations(), err);
      if (infeasible.partial()) {
        err.println("  (stopped before every limit was checked: there may be more)");
      }
      return ExitCodes.NO_FEASIBLE_PLAN;
    }
    List<Violation> violations = ((PlanningResult.Undecided) result).violations();
    print(of + reason(result.search(), violations), violations, err);
    return result.search().interrupted() || violations.isEmpty()
        ? ExitCodes.FAILED
        : ExitCodes.NO_FEASIBLE_PLAN;
  }

  private static void print(String message, List<Violation> violations, PrintWriter err) {
    err.println("error: " + message);
    violations.forEach(violation -> err.println("  " + violation.message()));
  }

  private static String reason(PlanningResult.Infeasible infeasible) {
    List<Violation> violations = infeasible.violations();
    if (violations.stream().anyMatch(Violation.PinBroken.class::isInstance)) {
      return "the pins contradict each other, as a device runs one slice; the nearest plan breaks";
    }
    if (violations.isEmpty() && infeasible.partial()) {
      return "the search was stopped before the limits responsible were found";
    }
    return infeasible.eachIsEnough() && violations.size() > 1
        ? "relaxing any one of these limits would make a plan feasible"
        : "the nearest one breaks";
  }

  private static String reason(SearchRecord search, List<Violation> violations) {
    if (violations.isEmpty()) {
      return search.interrupted()
          ? "the search was stopped before it found a plan; give it more time"
          : search.solver() + " found no plan, which does not prove that there is none";
    }
    return search.interrupted()
        ? "the search was stopped before it found a feasible plan; the nearest so far breaks"
        : "%s finds no feasible plan, which does not prove that there is none; its nearest breaks"
            .formatted(search.solver());
  }
}
