package dev.espalier.report.replay;

import dev.espalier.study.Chart;
import dev.espalier.study.LineChart;
import dev.espalier.study.LineChart.Line;
import dev.espalier.study.LineChart.Point;
import dev.espalier.study.LineChart.XAxis;
import dev.espalier.study.replay.Course;
import dev.espalier.study.replay.Course.Stretch;
import dev.espalier.study.replay.Relocation;
import dev.espalier.study.replay.Replay;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Pictures of a replay over time: the rate, the latency of the plan in force of the first policy
 * and of the clairvoyant, and what every course has cost so far.
 */
public final class ReplayCharts {
  private static final XAxis TIME = XAxis.linear("time (s)");
  private static final double MS_PER_S = 1_000;

  private final Replay replay;

  private ReplayCharts(Replay replay) {
    this.replay = replay;
  }

  /** The pictures, which share their axis of time. */
  public static List<Chart> of(Replay replay) {
    ReplayCharts charts = new ReplayCharts(replay);
    return List.of(charts.rate(), charts.latency(), charts.cost());
  }

  private LineChart rate() {
    List<Point> points = new ArrayList<>();
    for (int step = 0; step < replay.traced().steps(); step++) {
      double mbps = replay.traced().mbps(step);
      points.add(new Point(replay.traced().start(step), mbps));
      points.add(new Point(replay.traced().start(step + 1), mbps));
    }
    return chart(
        "rate of the link",
        Chart.axis("rate", "Mbps"),
        Optional.empty(),
        List.of(Line.straight(replay.traced().trace().name(), points)));
  }

  private LineChart latency() {
    return chart(
        replay.traced().problem().objective().quantity() + " of the plan in force",
        Chart.axis("latency", "ms"),
        Optional.of("a move begins"),
        Stream.of(replay.courses().get(0), replay.clairvoyant()).map(this::latencies).toList());
  }

  /** A plan is named where it comes into force. */
  private Line latencies(Course course) {
    List<Point> points = new ArrayList<>();
    int named = -1;
    for (Stretch stretch : course.stretches()) {
      boolean isMove =
          course.moves().stream().anyMatch(move -> move.atSeconds() == stretch.fromSeconds());
      Point point = new Point(stretch.fromSeconds(), stretch.latencyMs(), isMove);
      int number = replay.number(stretch.slices());
      points.add(number == named || number == 0 ? point : point.withLabel("plan " + number));
      points.add(new Point(stretch.toSeconds(), stretch.latencyMs()));
      named = number;
    }
    return Line.straight(course.name(), points);
  }

  private LineChart cost() {
    List<Line> lines = new ArrayList<>();
    Stream.concat(replay.courses().stream(), Stream.of(replay.clairvoyant()))
        .forEach(course -> lines.add(costs(course)));
    return chart(
        "sum of latencies so far, at a sample a second",
        Chart.axis("sum", "s"),
        Optional.empty(),
        lines);
  }

  private static Line costs(Course course) {
    List<Point> points = new ArrayList<>();
    Deque<Relocation> moves = new ArrayDeque<>(course.moves());
    points.add(new Point(0, 0));
    double sum = 0;
    for (Stretch stretch : course.stretches()) {
      while (!moves.isEmpty() && moves.peek().atSeconds() < stretch.toSeconds()) {
        sum += moves.poll().cost();
        points.add(new Point(stretch.fromSeconds(), sum / MS_PER_S));
      }
      sum += stretch.cost();
      points.add(new Point(stretch.toSeconds(), sum / MS_PER_S));
    }
    return Line.straight(course.name(), points);
  }

  private LineChart chart(String what, String yTitle, Optional<String> note, List<Line> lines) {
    String title =
        "%s on %s: %s"
            .formatted(
                replay.traced().problem().linearization().net().name(),
                replay.traced().problem().catalog().name(),
                what);
    return new LineChart(title, TIME, yTitle, note, lines);
  }
}
