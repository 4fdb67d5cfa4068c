package dev.espalier.plan;

import dev.espalier.internal.Checks;
import java.util.Objects;

/**
 * A limit on a whole plan: the value of some objective must not exceed a bound. A deadline limits a
 * latency, a frame rate limits the period, and a point of a Pareto front limits one objective while
 * another is minimized.
 *
 * @param objective limited objective
 * @param allowed its largest value, in the objective's unit
 */
public record PathLimit(Objective objective, double allowed) {

  /**
   * @throws IllegalArgumentException if the bound is not from 1e-30 to 1e30
   */
  public PathLimit {
    Objects.requireNonNull(objective, "objective");
    Checks.positive("limit on the " + objective.quantity(), "bound", allowed);
  }
}
