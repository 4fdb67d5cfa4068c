package dev.espalier.study.map;

import dev.espalier.cost.PlanValue;
import dev.espalier.plan.PlanningProblem;
import java.util.List;
import java.util.stream.IntStream;

/** The values of the plans of a map, at any point of it. */
final class PlanValues {
  private final Varied varied;
  private final List<Cell> cells;

  /** By plan and cell; empty where values are not affine. */
  private final Plane[][] planes;

  PlanValues(Varied varied, List<MappedPlan> plans) {
    this.varied = varied;
    cells = varied.isAffine() ? varied.cells() : List.of();
    planes = new Plane[plans.size()][cells.size()];
    for (MappedPlan plan : plans) {
      for (int c = 0; c < cells.size(); c++) {
        planes[plan.number() - 1][c] = cells.get(c).plane(plan.slices());
      }
    }
  }

  /** The value of a plan at a point of the map, whether or not it keeps the limits there. */
  double at(MappedPlan plan, MapPoint point) {
    for (int c = 0; c < cells.size(); c++) {
      if (cells.get(c).contains(point)) {
        return planes[plan.number() - 1][c].at(
            varied.first().quantity(point.x()),
            varied.isOfTwo() ? varied.second().quantity(point.y()) : 0);
      }
    }
    PlanningProblem problem = varied.at(point);
    return PlanValue.of(problem, problem.objective(), plan.slices());
  }

  /** The terms of a plan's value in each cell; empty where values are not affine. */
  List<ValueTerms> terms(MappedPlan plan) {
    return IntStream.range(0, cells.size())
        .mapToObj(c -> cells.get(c).terms(planes[plan.number() - 1][c]))
        .toList();
  }
}
