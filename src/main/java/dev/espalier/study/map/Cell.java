package dev.espalier.study.map;

import dev.espalier.cost.PlanValue;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A rectangle of a map; of a map of one parameter, a range. */
final class Cell {
  private final Varied varied;
  private final double x0;
  private final double x1;
  private final double y0;
  private final double y1;

  /** The problems at the corners, once they are needed. */
  private final Map<MapPoint, PlanningProblem> problems = new HashMap<>();

  private double[] quantities;

  Cell(Varied varied, double x0, double x1, double y0, double y1) {
    this.varied = varied;
    this.x0 = x0;
    this.x1 = x1;
    this.y0 = y0;
    this.y1 = y1;
  }

  /** Whether a point lies in it. */
  boolean contains(MapPoint point) {
    return x0 <= point.x() && point.x() <= x1 && y0 <= point.y() && point.y() <= y1;
  }

  /** The corners, in order; none where all probabilities in it sum to more than 1. */
  List<MapPoint> points() {
    return varied.isOfProbabilities()
        ? Patch.corners(polygon(), varied)
        : List.of(
            new MapPoint(x0, y0), new MapPoint(x1, y0), new MapPoint(x1, y1), new MapPoint(x0, y1));
  }

  /** A point inside. */
  MapPoint middle() {
    return point(polygon().middleU(), polygon().middleV());
  }

  /** Both halves along the first or the second axis; one where there is no value between. */
  List<Cell> halves(boolean isAlongFirst) {
    double a = isAlongFirst ? x0 : y0;
    double b = isAlongFirst ? x1 : y1;
    MapAxis axis = isAlongFirst ? varied.first() : varied.second();
    double middle = axis.value(axis.quantity(axis.scale().middle(a, b)));
    if (!(middle > a && middle < b)) {
      return List.of(this);
    }
    return isAlongFirst
        ? List.of(new Cell(varied, x0, middle, y0, y1), new Cell(varied, middle, x1, y0, y1))
        : List.of(new Cell(varied, x0, x1, y0, middle), new Cell(varied, x0, x1, middle, y1));
  }

  /** Its quantities; probabilities that sum to more than 1 are left out. */
  Polygon polygon() {
    double[] q = quantities();
    Polygon whole = Polygon.rectangle(q[0], q[1], q[2], q[3]);
    return varied.isOfProbabilities() ? whole.where((u, v) -> u + v - 1) : whole;
  }

  /** Smallest and largest first quantity, and the same of the second one. */
  private double[] quantities() {
    if (quantities == null) {
      double u0 = varied.first().quantity(x0);
      double u1 = varied.first().quantity(x1);
      double v0 = varied.isOfTwo() ? varied.second().quantity(y0) : 0;
      double v1 = varied.isOfTwo() ? varied.second().quantity(y1) : 0;
      quantities =
          new double[] {Math.min(u0, u1), Math.max(u0, u1), Math.min(v0, v1), Math.max(v0, v1)};
    }
    return quantities;
  }

  /** The value of a plan in this cell, from its corners. */
  Plane plane(List<Slice> slices) {
    return through(
        corner -> {
          PlanningProblem problem = problems.computeIfAbsent(corner, varied::at);
          return PlanValue.of(problem, problem.objective(), slices);
        });
  }

  /** The function that is affine in each quantity and has given values at the corners. */
  Plane through(ToDoubleFunction<MapPoint> values) {
    double[] q = quantities();
    double u1 = varied.isOfProbabilities() ? Math.min(q[1], 1 - q[2]) : q[1];
    double v1 = varied.isOfProbabilities() ? Math.min(q[3], 1 - q[0]) : q[3];
    double origin = values.applyAsDouble(point(q[0], q[2]));
    double alongU = values.applyAsDouble(point(u1, q[2])) - origin;
    double du = u1 - q[0];
    if (!varied.isOfTwo()) {
      return new Plane(q[0], 0, origin, alongU / du, 0, 0);
    }
    double alongV = values.applyAsDouble(point(q[0], v1)) - origin;
    double dv = v1 - q[2];
    double both =
        varied.isAdditive()
            ? 0
            : (values.applyAsDouble(point(u1, v1)) - origin - alongU - alongV) / (du * dv);
    return new Plane(q[0], q[2], origin, alongU / du, alongV / dv, both);
  }

  /** The terms of a value in this cell. */
  ValueTerms terms(Plane plane) {
    return new ValueTerms(
        new MapPoint(x0, y0),
        new MapPoint(x1, y1),
        plane.at(0, 0),
        plane.perU() - plane.perBoth() * plane.v0(),
        plane.perV() - plane.perBoth() * plane.u0(),
        plane.perBoth());
  }

  /** The point of quantities; at the ends of the cell its very corners. */
  private MapPoint point(double u, double v) {
    return new MapPoint(
        value(varied.first(), x0, x1, u), varied.isOfTwo() ? value(varied.second(), y0, y1, v) : 0);
  }

  private static double value(MapAxis axis, double from, double to, double quantity) {
    if (quantity == axis.quantity(from)) {
      return from;
    }
    return quantity == axis.quantity(to) ? to : axis.value(quantity);
  }
}
