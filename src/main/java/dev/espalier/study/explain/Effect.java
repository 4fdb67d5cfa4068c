package dev.espalier.study.explain;

import dev.espalier.plan.Plan;
import dev.espalier.search.PlanningResult;
import java.util.Optional;

/**
 * What a change does to the optimum. The value of the changed problem's optimum lies from {@code
 * lowerBound} to that of the plan, and the optimum moves by {@code minEffect} to {@code maxEffect};
 * both are equal where both optima are proven.
 *
 * @param change the change
 * @param plan the best plan found after it; empty if none was found
 * @param impossible whether it is proven that there is no plan after it
 * @param lowerBound no feasible plan has a smaller value after it, in the objective's unit
 * @param minEffect the optimum moves by at least this, in the objective's unit; below 0 it improves
 * @param maxEffect the optimum moves by at most this; infinite where there may be no plan
 * @param reason why there is no plan, or why none was sought; empty if there is one
 */
public record Effect(
    Change change,
    Optional<Plan> plan,
    boolean impossible,
    double lowerBound,
    double minEffect,
    double maxEffect,
    Optional<String> reason) {

  /** Whether the effect is proven: by how much the optimum moves, or that there is no plan. */
  public boolean proven() {
    return impossible || minEffect == maxEffect;
  }

  /** The effect of a change that leaves no plan. */
  static Effect none(Change change, String reason) {
    double infinite = Double.POSITIVE_INFINITY;
    return new Effect(
        change, Optional.empty(), true, infinite, infinite, infinite, Optional.of(reason));
  }

  /**
   * The effect of a change.
   *
   * @param base the plan before it
   * @param plan the best plan known after it, if any
   * @param lowerBound a lower bound of all plans after it
   * @param optimal whether the plan is proven to be the best one
   * @param reason why no plan is known
   */
  static Effect of(
      PlanningResult.Planned base,
      Change change,
      Optional<Plan> plan,
      double lowerBound,
      boolean optimal,
      Optional<String> reason) {
    double before = base.plan().value();
    boolean isRelaxing = change.kind().isRelaxing();
    double value = plan.map(Plan::value).orElse(Double.POSITIVE_INFINITY);
    double bound =
        optimal ? value : isRelaxing ? lowerBound : Math.max(lowerBound, base.lowerBound());
    double min = bound - before;
    double max = value - base.lowerBound();
    if (optimal && base.optimal()) {
      min = value - before;
      max = min;
    }
    // Rounding apart, more of anything helps and a device less does not.
    return new Effect(
        change,
        plan,
        false,
        bound,
        isRelaxing ? Math.min(0, min) : Math.max(0, min),
        isRelaxing ? Math.min(0, max) : Math.max(0, max),
        reason);
  }
}
