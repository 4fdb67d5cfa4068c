package dev.espalier.report.fleet;

import dev.espalier.study.Chart;
import dev.espalier.study.LineChart;
import dev.espalier.study.LineChart.Join;
import dev.espalier.study.LineChart.Line;
import dev.espalier.study.LineChart.Point;
import dev.espalier.study.fleet.FleetResult;
import dev.espalier.study.fleet.GroupResult;
import dev.espalier.study.fleet.Percentile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws the percentile of groups against their price. */
public final class FleetChart {
  /** More groups off the front would hide it. */
  private static final int MAX_OTHERS = 200;

  private FleetChart() {}

  /** A chart of the front, the groups of other verdicts, and the target; empty without a front. */
  public static Optional<LineChart> of(FleetResult result) {
    List<GroupResult> front = result.front();
    if (front.isEmpty()) {
      return Optional.empty();
    }
    List<Line> lines = new ArrayList<>();
    lines.add(
        new Line(
            "cheapest for a latency",
            Join.STEPS,
            front.stream().map(each -> onFront(each, result)).toList()));
    List<Point> others =
        result.groups().stream()
            .filter(each -> !front.contains(each))
            .filter(each -> Double.isFinite(each.estimate().valueMs()))
            .filter(each -> each.estimate().valueMs() <= highest(front))
            .limit(MAX_OTHERS)
            .map(each -> other(each))
            .toList();
    if (!others.isEmpty()) {
      lines.add(new Line("other groups", Join.NONE, others));
    }
    lines.add(target(result));
    String quantity = result.problem().objective().quantity();
    return Optional.of(
        new LineChart(
            "%s of %s for %s, with %s %% confidence"
                .formatted(
                    quantity,
                    result.problem().linearization().net().name(),
                    result.fleet().name(),
                    plain(result.question().confidence())),
            LineChart.XAxis.linear("price of the devices"),
            Chart.axis(
                "%s at %s %%".formatted(quantity, plain(result.question().percentile())), "ms"),
            result.answer().map(any -> "the cheapest group that keeps the target"),
            lines));
  }

  private static double highest(List<GroupResult> front) {
    return front.stream().mapToDouble(each -> each.estimate().valueMs()).max().orElseThrow();
  }

  /** A group of the front, whose interval and devices are shown; that of the answer is larger. */
  private static Point onFront(GroupResult each, FleetResult result) {
    Percentile estimate = each.estimate();
    return new Point(
        each.group().price(),
        estimate.valueMs(),
        result.answer().filter(each::equals).isPresent(),
        Optional.of(estimate.intervalMs()).filter(ends -> Double.isFinite(ends.high())),
        Optional.of(each.group().words(result.fleet())));
  }

  private static Point other(GroupResult each) {
    return new Point(each.group().price(), each.estimate().valueMs());
  }

  /** A level line over all prices that are drawn. */
  private static Line target(FleetResult result) {
    double target = result.question().targetMs();
    double end = result.groups().get(result.groups().size() - 1).group().price();
    double begin = result.groups().get(0).group().price();
    return Line.straight(
        "target", List.of(new Point(begin, target), new Point(Math.max(begin, end), target)));
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }
}
