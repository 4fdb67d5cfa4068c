package dev.espalier.study.breakpoint;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Violation;
import dev.espalier.search.PlanningResult;
import java.util.List;
import java.util.Optional;

/**
 * A problem and its result.
 *
 * @param problem the problem
 * @param result its result
 */
public record Answer(PlanningProblem problem, PlanningResult result) {

  /** The plan; empty if none was found. */
  public Optional<Plan> plan() {
    return result instanceof PlanningResult.Planned planned
        ? Optional.of(planned.plan())
        : Optional.empty();
  }

  /** Whether the plan is proven to be the best one, or that there is none. */
  public boolean proven() {
    return result instanceof PlanningResult.Planned planned
        ? planned.optimal()
        : result instanceof PlanningResult.Infeasible;
  }

  /** A value that no plan is below; 0 where there is no plan. */
  public double lowerBound() {
    return result instanceof PlanningResult.Planned planned ? planned.lowerBound() : 0;
  }

  /** The slices of a plan of another problem in this one, whether or not they meet the limits. */
  public Plan priced(Plan plan) {
    return PlanEvaluator.evaluate(problem, plan.slices());
  }

  /** Why there is no plan. */
  public String reason() {
    List<Violation> violations =
        result instanceof PlanningResult.Infeasible infeasible
            ? infeasible.violations()
            : ((PlanningResult.Undecided) result).violations();
    return violations.isEmpty() ? Stretch.NOT_SEARCHED : violations.get(0).message();
  }

  /** Whether the plans of two answers have the same slices, or neither has a plan. */
  public boolean hasPlanOf(Answer other) {
    return plan().map(Plan::slices).equals(other.plan().map(Plan::slices));
  }
}
