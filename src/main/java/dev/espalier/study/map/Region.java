package dev.espalier.study.map;

import dev.espalier.error.InvalidFieldException;
import java.util.List;
import java.util.Optional;

/**
 * A part of a map in which one plan is the best one, or there is none.
 *
 * @param plan the plan; empty if there is none
 * @param reason why there is no plan; empty if there is one
 * @param gap how far above the optimum the plan may be at most, anywhere in the region, as a
 *     fraction of the optimum: 0 where the plan, or that there is none, is proven; infinite where
 *     nothing is known
 * @param corners of one parameter, both ends; of two, the corners of a convex polygon, in order,
 *     whose edges are straight in the quantities in which values of plans are affine: 1 / bandwidth
 *     and any other parameter itself
 */
public record Region(
    Optional<MappedPlan> plan, Optional<String> reason, double gap, List<MapPoint> corners) {

  /**
   * @throws IllegalArgumentException if there is both a plan and a reason why there is none, the
   *     gap is negative, or there are fewer than two corners
   */
  public Region {
    corners = List.copyOf(corners);
    if (plan.isPresent() == reason.isPresent()) {
      throw new InvalidFieldException("plan", "region: there must be a plan or a reason why not");
    }
    if (!(gap >= 0)) {
      throw new InvalidFieldException("gap", "region: gap must be >= 0 but is " + gap);
    }
    if (corners.size() < 2) {
      throw new InvalidFieldException(
          "corners", "region: at least 2 corners are needed but there are " + corners.size());
    }
  }

  /** Whether the plan is optimal, or that there is none, everywhere in the region. */
  public boolean proven() {
    return gap == 0;
  }
}
