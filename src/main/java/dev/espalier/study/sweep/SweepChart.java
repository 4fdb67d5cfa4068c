package dev.espalier.study.sweep;

import dev.espalier.plan.Objective;
import dev.espalier.study.LineChart;
import dev.espalier.study.LineChart.Line;
import dev.espalier.study.LineChart.Point;
import dev.espalier.study.LineChart.XAxis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Draws latency against the first parameter: a line for each value of the second one. */
public final class SweepChart {
  private static final String NOTE = "another plan than before";

  private final Sweep sweep;

  private SweepChart(Sweep sweep) {
    this.sweep = sweep;
  }

  /**
   * The chart; empty if no point has a plan.
   *
   * @throws IllegalArgumentException if there are more than {@link LineChart#MAX_LINES} lines
   */
  public static Optional<LineChart> of(Sweep sweep) {
    return sweep.hasPlan() ? Optional.of(new SweepChart(sweep).chart()) : Optional.empty();
  }

  private LineChart chart() {
    Objective objective = sweep.problem().objective();
    boolean isAnyChanged = sweep.points().stream().anyMatch(SweepPoint::isPlanChanged);
    return new LineChart(
        "%s on %s: %s by %s"
            .formatted(
                sweep.problem().linearization().net().name(),
                sweep.problem().catalog().name(),
                objective.quantity(),
                sweep.grid().along().parameter().title()),
        xAxis(sweep.grid().along()),
        objective.quantity() + " in " + objective.unit(),
        isAnyChanged ? Optional.of(NOTE) : Optional.empty(),
        lines());
  }

  private static XAxis xAxis(Axis axis) {
    String unit = axis.parameter().unit();
    String title = axis.parameter().title() + (unit.isEmpty() ? "" : " in " + unit);
    if (axis.isNamed()) {
      return XAxis.named(title, axis.values().stream().map(Value::text).toList());
    }
    return axis.isLogarithmic() ? XAxis.logarithmic(title) : XAxis.linear(title);
  }

  private List<Line> lines() {
    int length = sweep.grid().along().values().size();
    List<Line> lines = new ArrayList<>();
    for (int from = 0; from < sweep.points().size(); from += length) {
      List<SweepPoint> points =
          sweep.points().subList(from, Math.min(from + length, sweep.points().size()));
      lines.add(Line.straight(name(points.get(0)), points(points)));
    }
    return lines;
  }

  private String name(SweepPoint point) {
    if (sweep.grid().axes().size() == 1) {
      return sweep.problem().objective().quantity();
    }
    Parameter parameter = sweep.grid().axes().get(1).parameter();
    return "%s = %s %s"
        .formatted(parameter.title(), point.values().get(1).text(), parameter.unit())
        .strip();
  }

  private List<Point> points(List<SweepPoint> line) {
    Axis axis = sweep.grid().along();
    List<Point> points = new ArrayList<>();
    for (SweepPoint point : line) {
      Value value = point.values().get(0);
      points.add(
          new Point(
              axis.isNamed() ? axis.values().indexOf(value) : value.number(),
              point.planned().map(planned -> planned.plan().value()).orElse(Double.NaN),
              point.isPlanChanged()));
    }
    points.sort(Comparator.comparingDouble(Point::x));
    return points;
  }
}
