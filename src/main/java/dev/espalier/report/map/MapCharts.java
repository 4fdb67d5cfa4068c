package dev.espalier.report.map;

import dev.espalier.plan.Objective;
import dev.espalier.study.Chart;
import dev.espalier.study.LineChart;
import dev.espalier.study.LineChart.Line;
import dev.espalier.study.LineChart.Point;
import dev.espalier.study.LineChart.XAxis;
import dev.espalier.study.RegionChart;
import dev.espalier.study.RegionChart.Area;
import dev.espalier.study.RegionChart.Corner;
import dev.espalier.study.SliceWords;
import dev.espalier.study.map.MapAxis;
import dev.espalier.study.map.MapPoint;
import dev.espalier.study.map.MappedPlan;
import dev.espalier.study.map.PlanMap;
import dev.espalier.study.map.Region;
import dev.espalier.study.map.RegionShape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Pictures of maps: of one parameter, the value of the best plan, with a line for each plan; of
 * two, an area for each plan.
 */
public final class MapCharts {
  /** Parts of a region that are drawn as straight lines. */
  private static final int PARTS = 16;

  /** Areas of more plans could not be distinguished in the legend. */
  private static final int MAX_AREAS = 24;

  private final PlanMap map;

  private MapCharts(PlanMap map) {
    this.map = map;
  }

  /** The picture; empty if there is no plan anywhere. */
  public static Optional<Chart> of(PlanMap map) {
    if (map.plans().isEmpty()) {
      return Optional.empty();
    }
    MapCharts charts = new MapCharts(map);
    return Optional.of(map.axes().size() == 1 ? charts.lines() : charts.areas());
  }

  private String title(String what) {
    return "%s on %s: %s"
        .formatted(
            map.problem().linearization().net().name(), map.problem().catalog().name(), what);
  }

  private static String title(MapAxis axis) {
    return Chart.axis(axis.parameter().title(), axis.parameter().unit());
  }

  private static String name(MappedPlan plan) {
    return plan.number() + "  " + SliceWords.of(plan.slices());
  }

  private LineChart lines() {
    MapAxis axis = map.axes().get(0);
    Objective objective = map.problem().objective();
    boolean isEachPlan = map.plans().size() <= LineChart.MAX_LINES;
    List<Line> lines =
        isEachPlan
            ? map.plans().stream()
                .map(plan -> Line.straight(name(plan), points(plan::equals, false)))
                .toList()
            : List.of(Line.straight(objective.quantity(), points(plan -> true, true)));
    return new LineChart(
        title("%s by %s".formatted(objective.quantity(), axis.parameter().title())),
        axis.isLogarithmic() ? XAxis.logarithmic(title(axis)) : XAxis.linear(title(axis)),
        Chart.axis(objective.quantity(), objective.unit()),
        map.regions().size() == 1 ? Optional.empty() : Optional.of("another plan from here on"),
        lines);
  }

  /** The points of some plans; each begins where another one ends. */
  private List<Point> points(Predicate<MappedPlan> isDrawn, boolean areNumbered) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < map.regions().size(); i++) {
      Region region = map.regions().get(i);
      MapPoint from = region.corners().get(0);
      Optional<MappedPlan> plan = region.plan().filter(isDrawn);
      if (plan.isEmpty()) {
        points.add(new Point(from.x(), Double.NaN, false));
        continue;
      }
      for (int part = 0; part <= PARTS; part++) {
        MapPoint at = between(region, part);
        Point point = new Point(at.x(), map.value(plan.get(), at), i > 0 && part == 0);
        boolean isNamed = part == 0 && (areNumbered || map.plans().size() == 1);
        points.add(isNamed ? point.withLabel(name(plan.get())) : point);
      }
    }
    return points;
  }

  private MapPoint between(Region region, int part) {
    MapPoint from = region.corners().get(0);
    MapPoint to = region.corners().get(1);
    if (part == 0 || part == PARTS) {
      return part == 0 ? from : to;
    }
    MapAxis axis = map.axes().get(0);
    double place = axis.place(from.x());
    double x = axis.atPlace(place + (axis.place(to.x()) - place) * part / PARTS);
    return MapPoint.of(Math.min(to.x(), Math.max(from.x(), x)));
  }

  private RegionChart areas() {
    List<MappedPlan> largest =
        map.plans().stream()
            .sorted(Comparator.comparingDouble(plan -> -part(plan)))
            .limit(MAX_AREAS)
            .sorted(Comparator.comparingInt(MappedPlan::number))
            .toList();
    List<Area> areas = new ArrayList<>();
    for (MappedPlan plan : largest) {
      areas.add(
          new Area(
              String.valueOf(plan.number()),
              SliceWords.of(plan.slices()),
              false,
              pieces(region -> region.plan().equals(Optional.of(plan)))));
    }
    int others = map.plans().size() - largest.size();
    if (others > 0) {
      areas.add(
          new Area(
              "",
              others + " other plans",
              true,
              pieces(region -> region.plan().filter(plan -> !largest.contains(plan)).isPresent())));
    }
    if (map.regions().stream().anyMatch(region -> region.plan().isEmpty())) {
      areas.add(new Area("", "no plan", true, pieces(region -> region.plan().isEmpty())));
    }
    return new RegionChart(
        title("best plan by %s and %s".formatted(quantity(0), quantity(1))),
        axis(map.axes().get(0)),
        axis(map.axes().get(1)),
        map.isProven() ? Optional.empty() : Optional.of("borders are not all proven"),
        areas);
  }

  private String quantity(int axis) {
    return map.axes().get(axis).parameter().title();
  }

  private double part(MappedPlan plan) {
    return map.regions().stream()
        .filter(region -> region.plan().equals(Optional.of(plan)))
        .mapToDouble(region -> RegionShape.part(region, map.axes()))
        .sum();
  }

  private List<List<Corner>> pieces(Predicate<Region> isDrawn) {
    return map.regions().stream()
        .filter(isDrawn)
        .sorted(Comparator.comparingDouble(region -> -RegionShape.part(region, map.axes())))
        .map(region -> RegionShape.outline(region, map.axes()))
        .map(MapCharts::corners)
        .toList();
  }

  private static List<Corner> corners(Collection<MapPoint> outline) {
    return outline.stream().map(point -> new Corner(point.x(), point.y())).toList();
  }

  private static RegionChart.Axis axis(MapAxis axis) {
    return new RegionChart.Axis(title(axis), axis.isLogarithmic(), axis.from(), axis.to());
  }
}
