package dev.espalier.search.front;

import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.SearchRecord;
import java.util.List;

/**
 * Plans of which none is better in one objective without being worse in the other.
 *
 * @param problem what was planned
 * @param first the objective by which the points are sorted
 * @param second the other one
 * @param points the plans, from the best in the first objective to the best in the second
 * @param complete whether these are proven to be all, up to the relative tolerance of limits
 * @param search how they were found
 */
public record ObjectiveFront(
    PlanningProblem problem,
    Objective first,
    Objective second,
    List<Point> points,
    boolean complete,
    SearchRecord search) {

  public ObjectiveFront {
    points = List.copyOf(points);
  }

  /**
   * A plan of the front.
   *
   * @param plan the plan, priced by one of the two objectives
   * @param first value of the first objective, in its unit
   * @param second value of the second objective, in its unit
   */
  public record Point(Plan plan, double first, double second) {}
}
