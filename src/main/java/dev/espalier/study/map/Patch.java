package dev.espalier.study.map;

import dev.espalier.plan.Slice;
import dev.espalier.study.breakpoint.Answer;
import dev.espalier.study.breakpoint.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of a map with one plan, before plans are numbered.
 *
 * @param slices its plan; empty if there is none
 * @param reason why there is no plan; empty if there is one
 * @param gap how far above the optimum its plan may be at most, relative; 0 where the plan, or that
 *     there is none, is proven everywhere in it
 * @param corners its corners, in order
 */
record Patch(List<Slice> slices, Optional<String> reason, double gap, List<MapPoint> corners) {

  /** A gap of which nothing is known. */
  static final double UNKNOWN = Double.POSITIVE_INFINITY;

  /** How far a value is above a bound that is no proof, relative. */
  static double gap(double value, double bound) {
    return bound > 0 ? Math.max(Double.MIN_NORMAL, value / bound - 1) : UNKNOWN;
  }

  /** A part with the plan of an answer, or with none if that has none. */
  static Patch of(Answer answer, double gap, List<MapPoint> corners) {
    return answer
        .plan()
        .map(plan -> of(plan.slices(), gap, corners))
        .orElseGet(() -> new Patch(List.of(), Optional.of(answer.reason()), gap, corners));
  }

  static Patch of(List<Slice> slices, double gap, List<MapPoint> corners) {
    return new Patch(slices, Optional.empty(), gap, corners);
  }

  /** A part that was not searched. */
  static Patch unknown(List<MapPoint> corners) {
    return new Patch(List.of(), Optional.of(Stretch.NOT_SEARCHED), UNKNOWN, corners);
  }

  /** A stretch of a map of one parameter. */
  static Patch of(Stretch stretch) {
    return new Patch(
        stretch.slices(),
        stretch.reason(),
        stretch.proven() ? 0 : UNKNOWN,
        List.of(MapPoint.of(stretch.from()), MapPoint.of(stretch.to())));
  }

  /** The points of a polygon of quantities. */
  static List<MapPoint> corners(Polygon polygon, Varied varied) {
    List<MapPoint> corners = new ArrayList<>();
    for (int i = 0; i < polygon.size(); i++) {
      corners.add(
          new MapPoint(
              varied.first().value(polygon.us()[i]), varied.second().value(polygon.vs()[i])));
    }
    return corners;
  }
}
