package dev.espalier.study.map;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.model.BranchyNet;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.study.sweep.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The best plan at every point of a range of one or two parameters. Immutable and thread-safe.
 *
 * <p>Where costs add up, the value of a plan is computed from a few numbers, and a look-up takes
 * time linear in the number of regions: neither plans anything.
 */
public final class PlanMap {
  /** Distance from a region, relative to it, at which a point counts as part of it. */
  private static final double ROUNDING = 1e-6;

  private final Varied varied;
  private final List<MappedPlan> plans;
  private final List<Region> regions;
  private final int searches;
  private final boolean complete;
  private final List<Outline> outlines;
  private final PlanValues values;

  PlanMap(
      Varied varied, List<MappedPlan> plans, List<Region> regions, int searches, boolean complete) {
    this.varied = varied;
    this.plans = List.copyOf(plans);
    this.regions = List.copyOf(regions);
    this.searches = searches;
    this.complete = complete;
    outlines =
        regions.stream().map(region -> new Outline(region.corners(), varied.axes())).toList();
    values = new PlanValues(varied, plans);
  }

  /**
   * A map from its parts, such as those of a file.
   *
   * @param base what is varied
   * @param axes one or two parameters and their ranges
   * @param problems builds the problem of a network on devices
   * @param plans the plans, numbered in order from 1
   * @param regions the regions, each with one of these plans or none
   * @param searches number of points that were planned for it
   * @param complete whether it was searched to its end
   * @throws IllegalArgumentException if there is no problem at some point of the range, or the
   *     slices of a plan do not cover the network
   */
  public static PlanMap of(
      Setting base,
      List<MapAxis> axes,
      BiFunction<BranchyNet, DeviceCatalog, PlanningProblem> problems,
      List<MappedPlan> plans,
      List<Region> regions,
      int searches,
      boolean complete) {
    return new PlanMap(new Varied(base, axes, problems), plans, regions, searches, complete);
  }

  /** A map whose plans are numbered in the order of the parts. */
  static PlanMap of(Varied varied, List<Patch> patches, int searches, boolean complete) {
    List<MappedPlan> plans = new ArrayList<>();
    List<Region> regions = new ArrayList<>();
    for (Patch patch : patches) {
      Optional<MappedPlan> plan =
          plans.stream().filter(each -> each.slices().equals(patch.slices())).findFirst();
      if (plan.isEmpty() && patch.reason().isEmpty()) {
        plan = Optional.of(new MappedPlan(plans.size() + 1, patch.slices()));
        plans.add(plan.get());
      }
      regions.add(new Region(plan, patch.reason(), patch.gap(), patch.corners()));
    }
    return new PlanMap(varied, plans, regions, searches, complete);
  }

  /** The problem as it was given, before anything was varied. */
  public PlanningProblem problem() {
    return varied.given();
  }

  /** What was varied. */
  public Setting base() {
    return varied.base();
  }

  /** The parameters and their ranges: one or two. */
  public List<MapAxis> axes() {
    return varied.axes();
  }

  /** The distinct plans, numbered in order from 1. */
  public List<MappedPlan> plans() {
    return plans;
  }

  /** The regions; of one parameter, from the lower end of the range to the upper one. */
  public List<Region> regions() {
    return regions;
  }

  /** Number of points that were planned. */
  public int searches() {
    return searches;
  }

  /** Whether the whole range was searched; otherwise the search was stopped. */
  public boolean complete() {
    return complete;
  }

  /** Whether the plan of every region is proven. */
  public boolean isProven() {
    return regions.stream().allMatch(Region::proven);
  }

  /** Whether a point lies within the ranges. */
  public boolean contains(MapPoint point) {
    return axes().get(0).contains(point.x())
        && (axes().size() == 1 || axes().get(1).contains(point.y()));
  }

  /** The region of a point; empty outside of the map. */
  public Optional<Region> at(MapPoint point) {
    if (!contains(point)) {
      return Optional.empty();
    }
    double u = axes().get(0).quantity(point.x());
    double v = axes().size() == 1 ? 0 : axes().get(1).quantity(point.y());
    int nearest = -1;
    double distance = ROUNDING;
    for (int i = 0; i < outlines.size(); i++) {
      double outside = outlines.get(i).outside(u, v);
      if (outside == 0) {
        return Optional.of(regions.get(i));
      }
      if (outside < distance) {
        distance = outside;
        nearest = i;
      }
    }
    return nearest < 0 ? Optional.empty() : Optional.of(regions.get(nearest));
  }

  /** The region of a value of the only parameter; empty outside of the range. */
  public Optional<Region> at(double x) {
    return at(MapPoint.of(x));
  }

  /**
   * The value of the objective of one of the plans at a point, without a search, whether or not the
   * plan keeps the limits there.
   *
   * @throws IllegalArgumentException if the point lies outside of the map
   */
  public double value(MappedPlan plan, MapPoint point) {
    if (!contains(point)) {
      throw new IllegalArgumentException("%s lies outside of the map".formatted(point));
    }
    return values.at(plan, point);
  }

  /**
   * What the value of a plan consists of, from the lower end of the ranges to the upper one; empty
   * for a bottleneck.
   */
  public List<ValueTerms> terms(MappedPlan plan) {
    return values.terms(plan);
  }

  /** The problem at a point. */
  public PlanningProblem problem(MapPoint point) {
    return varied.at(point);
  }
}
