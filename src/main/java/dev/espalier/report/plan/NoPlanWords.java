package dev.espalier.report.plan;

import dev.espalier.plan.Violation;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchRecord;
import java.util.List;

/** Why there is no plan, in words. */
public final class NoPlanWords {
  private NoPlanWords() {}

  /**
   * The reason, in words that the violations follow.
   *
   * @param result any result but a plan
   */
  public static String of(PlanningResult result) {
    return result instanceof PlanningResult.Infeasible infeasible
        ? "no feasible plan; " + reason(infeasible)
        : reason(result.search(), violations(result));
  }

  /**
   * What the nearest plan breaks.
   *
   * @param result any result but a plan
   */
  public static List<Violation> violations(PlanningResult result) {
    return result instanceof PlanningResult.Infeasible infeasible
        ? infeasible.violations()
        : ((PlanningResult.Undecided) result).violations();
  }

  /**
   * Whether a result says something of plans: that there is none, or that the planner finds none. A
   * search that was stopped says nothing.
   *
   * @param result any result but a plan
   */
  public static boolean isAnswer(PlanningResult result) {
    return result instanceof PlanningResult.Infeasible
        || !result.search().interrupted() && !violations(result).isEmpty();
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
