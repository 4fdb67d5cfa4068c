package dev.espalier.study.sweep;

import dev.espalier.exit.ExitBehavior;
import dev.espalier.plan.Objective;
import dev.espalier.study.Chart;
import dev.espalier.study.LineChart;
import dev.espalier.study.LineChart.Line;
import dev.espalier.study.LineChart.Point;
import dev.espalier.study.LineChart.XAxis;
import dev.espalier.study.SliceWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Draws a quantity against the first parameter: a line for each value of the second one. */
public final class SweepChart {
  private static final String SIDE_EXITS = "probability of leaving at a side exit";
  private static final String NOTE = "another plan than before";

  private final Sweep sweep;
  private final Quantity quantity;

  private SweepChart(Sweep sweep, Quantity quantity) {
    this.sweep = sweep;
    this.quantity = quantity;
  }

  /**
   * What is drawn.
   *
   * @param name what it is
   * @param axisTitle title of its axis
   * @param height its value at a point; NaN where there is none
   * @param areChangesMarked whether a point with another plan than before is marked
   */
  private record Quantity(
      String name,
      String axisTitle,
      ToDoubleFunction<SweepPoint> height,
      boolean areChangesMarked) {

    private boolean isMarked(SweepPoint point) {
      return areChangesMarked && point.isPlanChanged();
    }
  }

  /**
   * The objective's value; empty if no point has a plan.
   *
   * @throws IllegalArgumentException if there are more than {@link LineChart#MAX_LINES} lines
   */
  public static Optional<LineChart> of(Sweep sweep) {
    Objective objective = sweep.problem().objective();
    Quantity value =
        new Quantity(
            objective.quantity(),
            Chart.axis(objective.quantity(), objective.unit()),
            point -> point.planned().map(planned -> planned.plan().value()).orElse(Double.NaN),
            true);
    return new SweepChart(sweep, value).chart();
  }

  /**
   * Probability that a sample leaves at a side exit; empty if no point has measured exits. Where
   * side exits run at the edge and the rest in the cloud, it is that of inference at the edge
   * (Pacheco et al. 2021).
   *
   * @throws IllegalArgumentException if there are more than {@link LineChart#MAX_LINES} lines
   */
  public static Optional<LineChart> exits(Sweep sweep) {
    Quantity probability =
        new Quantity(
            SIDE_EXITS,
            SIDE_EXITS,
            point -> point.behavior().map(SweepChart::atSideExits).orElse(Double.NaN),
            false);
    return new SweepChart(sweep, probability).chart();
  }

  private static double atSideExits(ExitBehavior behavior) {
    double[] probabilities = behavior.probabilities();
    return 1 - probabilities[probabilities.length - 1];
  }

  private Optional<LineChart> chart() {
    if (sweep.points().stream().mapToDouble(quantity.height()).allMatch(Double::isNaN)) {
      return Optional.empty();
    }
    boolean isAnyMarked = sweep.points().stream().anyMatch(quantity::isMarked);
    return Optional.of(
        new LineChart(
            "%s on %s: %s by %s"
                .formatted(
                    sweep.problem().linearization().net().name(),
                    sweep.problem().catalog().name(),
                    quantity.name(),
                    sweep.grid().along().parameter().title()),
            xAxis(sweep.grid().along()),
            quantity.axisTitle(),
            isAnyMarked ? Optional.of(NOTE) : Optional.empty(),
            lines()));
  }

  private static XAxis xAxis(Axis axis) {
    String title = Chart.axis(axis.parameter().title(), axis.parameter().unit());
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
      return quantity.name();
    }
    Parameter parameter = sweep.grid().axes().get(1).parameter();
    return "%s = %s %s"
        .formatted(parameter.title(), point.values().get(1).text(), parameter.unit())
        .strip();
  }

  private static Point named(Point drawn, SweepPoint point) {
    return point
        .planned()
        .map(planned -> drawn.withLabel(SliceWords.of(planned.plan().slices())))
        .orElse(drawn);
  }

  private List<Point> points(List<SweepPoint> line) {
    Axis axis = sweep.grid().along();
    List<Point> points = new ArrayList<>();
    boolean isFirst = true;
    for (SweepPoint point : line) {
      Value value = point.values().get(0);
      Point drawn =
          new Point(
              axis.isNamed() ? axis.values().indexOf(value) : value.number(),
              quantity.height().applyAsDouble(point),
              quantity.isMarked(point));
      boolean isNamed = quantity.areChangesMarked() && (isFirst || point.isPlanChanged());
      points.add(isNamed ? named(drawn, point) : drawn);
      isFirst = isFirst && point.planned().isEmpty();
    }
    points.sort(Comparator.comparingDouble(Point::x));
    return points;
  }
}
