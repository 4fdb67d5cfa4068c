package dev.espalier.study.breakpoint;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.study.Chart;
import dev.espalier.study.LineChart;
import dev.espalier.study.LineChart.Line;
import dev.espalier.study.LineChart.Point;
import dev.espalier.study.LineChart.XAxis;
import dev.espalier.study.SliceWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/** Draws the value of the best plan over a range of a parameter, its breakpoints marked. */
public final class BreakpointChart {
  /** Parts of a stretch that are drawn as straight lines. */
  private static final int PARTS = 16;

  /** From this factor on, a range is drawn by factors. */
  private static final double WIDE = 10;

  private BreakpointChart() {}

  /**
   * The chart; empty if there is no plan anywhere.
   *
   * @param problems the problem at a value of the parameter
   */
  public static Optional<LineChart> of(
      Breakpoints found, DoubleFunction<PlanningProblem> problems) {
    if (!found.hasPlan()) {
      return Optional.empty();
    }
    Objective objective = found.problem().objective();
    double from = found.stretches().get(0).from();
    double to = found.stretches().get(found.stretches().size() - 1).to();
    String title = Chart.axis(found.parameter().title(), found.parameter().unit());
    boolean isWide = from > 0 && to / from >= WIDE;
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < found.stretches().size(); i++) {
      addPoints(found.stretches().get(i), i > 0, isWide, problems, points);
    }
    return Optional.of(
        new LineChart(
            "%s on %s: %s by %s"
                .formatted(
                    found.problem().linearization().net().name(),
                    found.problem().catalog().name(),
                    objective.quantity(),
                    found.parameter().title()),
            isWide ? XAxis.logarithmic(title) : XAxis.linear(title),
            Chart.axis(objective.quantity(), objective.unit()),
            found.points().isEmpty() ? Optional.empty() : Optional.of("another plan from here on"),
            List.of(Line.straight(objective.quantity(), points))));
  }

  private static void addPoints(
      Stretch stretch,
      boolean isChange,
      boolean isWide,
      DoubleFunction<PlanningProblem> problems,
      List<Point> points) {
    Optional<Plan> plan = stretch.first();
    if (plan.isEmpty()) {
      points.add(new Point(stretch.from(), Double.NaN, false));
      return;
    }
    for (int part = 0; part <= PARTS; part++) {
      double x = between(stretch, (double) part / PARTS, isWide);
      double y = PlanEvaluator.evaluate(problems.apply(x), plan.get().slices()).value();
      Point point = new Point(x, y, isChange && part == 0);
      points.add(part == 0 ? point.withLabel(SliceWords.of(plan.get().slices())) : point);
    }
  }

  private static double between(Stretch stretch, double part, boolean isWide) {
    if (part == 0 || part == 1) {
      return part == 0 ? stretch.from() : stretch.to();
    }
    return isWide
        ? stretch.from() * Math.pow(stretch.to() / stretch.from(), part)
        : stretch.from() + part * (stretch.to() - stretch.from());
  }
}
