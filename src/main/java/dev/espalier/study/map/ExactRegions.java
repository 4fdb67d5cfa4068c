package dev.espalier.study.map;

import dev.espalier.plan.Plan;
import dev.espalier.study.breakpoint.Answer;
import dev.espalier.study.map.PlaneEnvelope.Facet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The regions of the best plans where values of plans are planes and the limits always the same.
 *
 * <p>The optimum is the minimum of all planes, hence concave. Where it equals the minimum of the
 * planes found at each corner of a polygon on which one of these is the minimum, it cannot be below
 * that one anywhere inside.
 */
final class ExactRegions {
  /** Plans whose values differ by less, relatively, are equally good. */
  private static final double ROUNDING = 1e-9;

  /** Known plans that a search starts from. */
  private static final int STARTS = 3;

  private final Points points;
  private final Varied varied;

  /** Plans found in one cell, which other cells begin with. */
  private final List<Plan> known = new ArrayList<>();

  ExactRegions(Points points, Varied varied) {
    this.points = points;
    this.varied = varied;
  }

  /** The regions of all cells. */
  List<Patch> patches() {
    List<Patch> patches = new ArrayList<>();
    for (Cell cell : varied.cells()) {
      patches.addAll(patches(cell));
    }
    return patches;
  }

  private List<Patch> patches(Cell cell) {
    Polygon domain = cell.polygon();
    PlaneEnvelope envelope = new PlaneEnvelope(domain);
    known.forEach(plan -> envelope.add(plan, cell.plane(plan.slices())));
    for (int i = 0; i < domain.size() && !points.isStopped(); i++) {
      Optional<Answer> none = addedAt(domain.us()[i], domain.vs()[i], cell, envelope);
      if (none.isPresent() && none.get().proven()) {
        // The limits are the same everywhere.
        return List.of(Patch.of(none.get(), 0, Patch.corners(domain, varied)));
      }
    }
    while (!points.isStopped() && isImproved(cell, envelope)) {
      // Each round adds a plan, or none and is the last one.
    }
    List<Patch> patches = new ArrayList<>();
    for (Facet facet : envelope.facets()) {
      List<MapPoint> corners = Patch.corners(facet.polygon(), varied);
      patches.add(Patch.of(facet.plan().slices(), gap(facet, corners), corners));
    }
    return patches.isEmpty() ? List.of(Patch.unknown(Patch.corners(domain, varied))) : patches;
  }

  /** Plans the corners of the envelope up to one where there is a better plan. */
  private boolean isImproved(Cell cell, PlaneEnvelope envelope) {
    int before = known.size();
    for (Facet facet : envelope.facets()) {
      Polygon polygon = facet.polygon();
      for (int i = 0; i < polygon.size(); i++) {
        if (points.isStopped()) {
          return false;
        }
        addedAt(polygon.us()[i], polygon.vs()[i], cell, envelope);
        if (known.size() > before) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Plans a point and adds its plan where it is better than the others.
   *
   * @return the answer if it has no plan
   */
  private Optional<Answer> addedAt(double u, double v, Cell cell, PlaneEnvelope envelope) {
    MapPoint point =
        points.snapped(new MapPoint(varied.first().value(u), varied.second().value(v)));
    double atU = varied.first().quantity(point.x());
    double atV = varied.second().quantity(point.y());
    Answer answer = points.at(point, starts(atU, atV, envelope));
    if (answer.plan().isEmpty()) {
      return Optional.of(answer);
    }
    Plan plan = answer.plan().get();
    if (plan.value() < envelope.at(atU, atV) * (1 - ROUNDING)) {
      envelope.add(plan, cell.plane(plan.slices()));
      known.add(plan);
    }
    return Optional.empty();
  }

  private static List<Plan> starts(double u, double v, PlaneEnvelope envelope) {
    return envelope.facets().stream()
        .sorted(Comparator.comparingDouble(facet -> facet.plane().at(u, v)))
        .limit(STARTS)
        .map(Facet::plan)
        .toList();
  }

  /**
   * The largest gap at a corner: the plan and a bound of the optimum are both affine in between.
   */
  private double gap(Facet facet, List<MapPoint> corners) {
    double largest = 0;
    for (MapPoint corner : corners) {
      MapPoint point = points.snapped(corner);
      if (!points.isPlanned(point)) {
        return Patch.UNKNOWN;
      }
      Answer answer = points.at(point, List.of());
      if (!answer.proven()) {
        double value =
            facet
                .plane()
                .at(varied.first().quantity(point.x()), varied.second().quantity(point.y()));
        largest = Math.max(largest, Patch.gap(value, answer.lowerBound()));
      }
    }
    return largest;
  }
}
