package dev.espalier.study.breakpoint;

import dev.espalier.plan.Plan;
import java.util.Optional;

/**
 * The answer at one value of a parameter.
 *
 * @param x the value
 * @param answer the answer there
 */
record Solved(double x, Answer answer) {

  Optional<Plan> plan() {
    return answer.plan();
  }

  boolean proven() {
    return answer.proven();
  }

  /** Whether the plans of two values have the same slices, or neither value has a plan. */
  boolean hasPlanOf(Solved other) {
    return answer.hasPlanOf(other.answer);
  }
}
