package dev.espalier.study;

import dev.espalier.exit.ExitBehavior;
import dev.espalier.plan.Objective;
import dev.espalier.search.front.ObjectiveFront;
import dev.espalier.search.joint.ExitPlan;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Fronts of accuracy against latency, and of two objectives, drawn. */
public final class FrontChart {
  private static final double PERCENT = 100;
  private static final int DIGITS = 3;

  private FrontChart() {}

  /**
   * A chart with one front for each condition; a step is the best accuracy that a latency allows.
   *
   * @param title title of the chart
   * @param fronts plans from the fastest to the most accurate, by condition
   */
  public static LineChart of(String title, Map<String, List<ExitPlan>> fronts) {
    List<LineChart.Line> lines =
        fronts.entrySet().stream()
            .map(
                front ->
                    new LineChart.Line(
                        front.getKey(), LineChart.Join.STEPS, points(front.getValue())))
            .toList();
    return new LineChart(
        title, LineChart.XAxis.linear("latency, ms"), "accuracy, %", Optional.empty(), lines);
  }

  /** A chart of the front of two objectives. */
  public static LineChart of(String title, ObjectiveFront front) {
    List<LineChart.Point> points =
        front.points().stream()
            .map(point -> new LineChart.Point(point.first(), point.second()))
            .toList();
    return new LineChart(
        title,
        LineChart.XAxis.linear(axis(front.first())),
        axis(front.second()),
        Optional.empty(),
        List.of(new LineChart.Line("front", LineChart.Join.STEPS, points)));
  }

  private static String axis(Objective objective) {
    return Chart.axis(objective.quantity(), objective.unit());
  }

  private static List<LineChart.Point> points(List<ExitPlan> front) {
    return front.stream()
        .map(
            plan ->
                new LineChart.Point(plan.value(), PERCENT * plan.accuracy())
                    .withLabel(thresholds(plan.behavior())))
        .toList();
  }

  /** Thresholds of the deployed side exits, in their order. */
  private static String thresholds(ExitBehavior behavior) {
    String thresholds =
        behavior.exits().stream()
            .filter(use -> use.deployed() && use.threshold().isPresent())
            .map(use -> rounded(use.threshold().getAsDouble()))
            .collect(Collectors.joining(", "));
    return thresholds.isEmpty() ? "no side exit" : thresholds;
  }

  private static String rounded(double threshold) {
    return new BigDecimal(threshold)
        .round(new MathContext(DIGITS))
        .stripTrailingZeros()
        .toPlainString();
  }
}
