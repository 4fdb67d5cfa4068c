package dev.espalier.study.breakpoint;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Violation;
import dev.espalier.search.PlanningResult;
import java.util.List;
import java.util.Optional;

/**
 * The answer at one value of a parameter.
 *
 * @param x the value
 * @param problem the problem there
 * @param result its result
 */
record Solved(double x, PlanningProblem problem, PlanningResult result) {

  Optional<Plan> plan() {
    return result instanceof PlanningResult.Planned planned
        ? Optional.of(planned.plan())
        : Optional.empty();
  }

  /** Whether the plan is proven to be the best one, or that there is none. */
  boolean proven() {
    return result instanceof PlanningResult.Planned planned
        ? planned.optimal()
        : result instanceof PlanningResult.Infeasible;
  }

  /** The slices of a plan at this value, whether or not they meet the limits. */
  Plan priced(Plan plan) {
    return PlanEvaluator.evaluate(problem, plan.slices());
  }

  /** Why there is no plan. */
  String reason() {
    List<Violation> violations =
        result instanceof PlanningResult.Infeasible infeasible
            ? infeasible.violations()
            : ((PlanningResult.Undecided) result).violations();
    return violations.isEmpty() ? Stretch.NOT_SEARCHED : violations.get(0).message();
  }

  /** Whether the plans of two values have the same slices, or neither value has a plan. */
  boolean hasPlanOf(Solved other) {
    return plan().map(Plan::slices).equals(other.plan().map(Plan::slices));
  }
}
