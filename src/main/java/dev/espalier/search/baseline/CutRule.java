package dev.espalier.search.baseline;

import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import java.util.Optional;
import java.util.OptionalInt;

/** How a two-device method decides where to cut. */
@FunctionalInterface
interface CutRule {

  /**
   * The boundary at which the remote device takes over: 0 leaves everything to it, L nothing. Empty
   * where none that the method considers keeps the limits.
   */
  OptionalInt boundary(PairCosts costs);

  /**
   * The rule's boundary; limits, which the methods do not know, may leave it none, and then the
   * best that keeps them. Empty where no cut does.
   */
  default OptionalInt boundaryOrBest(PairCosts costs) {
    OptionalInt boundary = boundary(costs);
    return boundary.isPresent() ? boundary : costs.best(0, costs.length());
  }

  /** Why a rule that adds costs up has no answer for a problem; empty if it has. */
  static Optional<String> needsSum(PlanningProblem problem) {
    Objective objective = problem.objective();
    return objective.combination() == Objective.Combination.SUM
        ? Optional.empty()
        : Optional.of("it adds costs up, which do not make a %s".formatted(objective.quantity()));
  }

  /** Why a rule that adds times up has no answer for a problem; empty if it has. */
  static Optional<String> needsLatency(PlanningProblem problem) {
    Objective objective = problem.objective();
    return objective.isInMs()
        ? needsSum(problem)
        : Optional.of("it adds times up, which do not make an %s".formatted(objective.quantity()));
  }

  /** Whether a problem has what the rule is about; true unless overridden. */
  default boolean concerns(PlanningProblem problem) {
    return true;
  }

  /** Why the rule has no answer for a problem that allows two devices and two slices, if so. */
  default Optional<String> misfit(PlanningProblem problem) {
    return Optional.empty();
  }
}
