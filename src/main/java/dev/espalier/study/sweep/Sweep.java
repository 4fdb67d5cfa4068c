package dev.espalier.study.sweep;

import dev.espalier.plan.PlanningProblem;
import java.util.List;

/**
 * The points of a grid, each planned.
 *
 * @param base what was varied
 * @param problem the problem as it was given, before anything was varied
 * @param grid what was varied
 * @param points in the order of the grid; the last ones are missing where the sweep was stopped
 */
public record Sweep(Setting base, PlanningProblem problem, Grid grid, List<SweepPoint> points) {

  public Sweep {
    points = List.copyOf(points);
  }

  /** Whether every point was planned; otherwise the sweep was stopped. */
  public boolean isComplete() {
    return points.size() == grid.points().size();
  }

  /** Whether any point has a plan. */
  public boolean hasPlan() {
    return points.stream().anyMatch(point -> point.planned().isPresent());
  }
}
