package dev.espalier.study.map;

import dev.espalier.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * The minimum of planes over a polygon, and the part of it in which each plane is the minimum:
 * convex polygons.
 */
final class PlaneEnvelope {
  /** A plane that is nowhere below the others by more, relatively, counts as equal to them. */
  private static final double ROUNDING = 1e-11;

  /**
   * A plan where it is the best one.
   *
   * @param plan the plan at some point
   * @param plane its value
   * @param polygon where it is the best one
   */
  record Facet(Plan plan, Plane plane, Polygon polygon) {}

  private final Polygon domain;
  private List<Facet> facets = List.of();

  PlaneEnvelope(Polygon domain) {
    this.domain = domain;
  }

  List<Facet> facets() {
    return facets;
  }

  /** The minimum at quantities; infinite without a plane. */
  double at(double u, double v) {
    double minimum = Double.POSITIVE_INFINITY;
    for (Facet facet : facets) {
      minimum = Math.min(minimum, facet.plane.at(u, v));
    }
    return minimum;
  }

  /** Whether a plane is below the others at a corner of the parts. */
  boolean isLowered(Plane plane) {
    return facets.isEmpty() || facets.stream().anyMatch(facet -> isLowered(facet, plane));
  }

  private static boolean isLowered(Facet facet, Plane plane) {
    double[] us = facet.polygon.us();
    double[] vs = facet.polygon.vs();
    for (int i = 0; i < us.length; i++) {
      if (plane.at(us[i], vs[i]) < facet.plane.at(us[i], vs[i]) * (1 - ROUNDING)) {
        return true;
      }
    }
    return false;
  }

  /** Adds the plane of a plan. */
  void add(Plan plan, Plane plane) {
    List<Facet> all = new ArrayList<>(facets);
    all.add(new Facet(plan, plane, domain));
    facets = cut(all);
    // A facet that is hardly below its neighbors is a sliver of rounding errors.
    for (int weakest = weakest(); weakest >= 0; weakest = weakest()) {
      List<Facet> others = new ArrayList<>(facets);
      others.remove(weakest);
      facets = cut(others);
    }
  }

  private List<Facet> cut(List<Facet> all) {
    List<Facet> kept = new ArrayList<>();
    for (Facet facet : all) {
      Polygon polygon = domain;
      for (Facet other : all) {
        if (other != facet && !polygon.isEmpty()) {
          polygon = polygon.where((u, v) -> facet.plane.at(u, v) - other.plane.at(u, v));
        }
      }
      if (!polygon.isEmpty()) {
        kept.add(new Facet(facet.plan, facet.plane, polygon));
      }
    }
    return kept;
  }

  /** The facet with the smallest gain in its middle, if that is a rounding error; otherwise -1. */
  private int weakest() {
    int weakest = -1;
    double minGain = ROUNDING;
    for (int i = 0; i < facets.size() && facets.size() > 1; i++) {
      Facet facet = facets.get(i);
      double u = facet.polygon.middleU();
      double v = facet.polygon.middleV();
      double own = facet.plane.at(u, v);
      double gain = Double.POSITIVE_INFINITY;
      for (int j = 0; j < facets.size(); j++) {
        gain = j == i ? gain : Math.min(gain, facets.get(j).plane.at(u, v) / own - 1);
      }
      if (gain <= minGain) {
        weakest = i;
        minGain = gain;
      }
    }
    return weakest;
  }
}
