package dev.espalier.search.joint;

import dev.espalier.cost.PlanValue;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.Weighting;
import java.util.List;

/**
 * A plan for some deployed exits. The cost of a sample that leaves at an exit does not depend on
 * how many do, so the value of a plan is defined for all probabilities and linear in them (equation
 * 2 of Na et al. 2023).
 *
 * @param slices the plan
 * @param exitValues value of a sample that leaves at each deployed exit, the final one last
 * @param weighted whether exits are weighted by probability, or only the final one counts
 */
record Solved(List<Slice> slices, double[] exitValues, boolean weighted) {

  static Solved of(Plan plan) {
    PlanningProblem problem = plan.problem();
    Objective objective = problem.objective();
    double[] values =
        problem.linearization().net().exits().stream()
            .mapToDouble(
                exit ->
                    PlanValue.of(problem, objective, Weighting.until(exit.name()), plan.slices()))
            .toArray();
    return new Solved(plan.slices(), values, objective.weighting().equals(Weighting.EXPECTED));
  }

  /** Its value where samples leave at the deployed exits with these probabilities. */
  double value(double[] probabilities) {
    if (!weighted) {
      return exitValues[exitValues.length - 1];
    }
    double sum = 0;
    for (int e = 0; e < probabilities.length; e++) {
      sum += probabilities[e] * exitValues[e];
    }
    return sum;
  }
}
