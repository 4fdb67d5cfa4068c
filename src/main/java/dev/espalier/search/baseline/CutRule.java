package dev.espalier.search.baseline;

import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import java.util.Optional;
import java.util.OptionalInt;

/** The rule by which a two-device method chooses a cut. */
@FunctionalInterface
interface CutRule {

  /**
   * The boundary at which the remote device takes over: 0 leaves everything to it, L nothing. Empty
   * where none that the method considers meets the limits.
   */
  OptionalInt boundary(PairCosts costs);

  /**
   * The rule's boundary; the methods ignore limits; where limits rule out every boundary of the
   * rule, the best cut that keeps them. Empty where no cut does.
   */
  default OptionalInt boundaryOrBest(PairCosts costs) {
    OptionalInt boundary = boundary(costs);
    return boundary.isPresent() ? boundary : costs.best(0, costs.length());
  }

  /** The reason why a rule that sums costs cannot plan a problem; empty if it can. */
  static Optional<String> needsSum(PlanningProblem problem) {
    Objective objective = problem.objective();
    return objective.combination() == Objective.Combination.SUM
        ? Optional.empty()
        : Optional.of("it sums costs, which does not give a %s".formatted(objective.quantity()));
  }

  /** The reason why a rule that sums times cannot plan a problem; empty if it can. */
  static Optional<String> needsLatency(PlanningProblem problem) {
    Objective objective = problem.objective();
    return objective.isInMs()
        ? needsSum(problem)
        : Optional.of("it sums times, which does not give an %s".formatted(objective.quantity()));
  }

  /** Whether the rule applies to a problem; true unless overridden. */
  default boolean concerns(PlanningProblem problem) {
    return true;
  }

  /**
   * The reason why the rule cannot plan a problem that allows two devices and two slices; empty if
   * it can.
   */
  default Optional<String> misfit(PlanningProblem problem) {
    return Optional.empty();
  }
}
