package dev.espalier.io.svg.chart;

import dev.espalier.io.svg.NumberText;
import dev.espalier.study.Interval;
import dev.espalier.study.LineChart;
import dev.espalier.study.LineChart.Point;

/** Points in words. */
final class PointWords {
  private PointWords() {}

  /** A point: {@code 10 = 0.125 (0.1 to 0.2)*: cam 0-4}, with a star if it is marked. */
  static String of(Point point, LineChart.XAxis axis) {
    return "%s = %s%s%s%s"
        .formatted(
            axis.names().isEmpty()
                ? NumberText.inWords(point.x())
                : axis.names().get((int) point.x()),
            Double.isNaN(point.y()) ? "none" : NumberText.inWords(point.y()),
            point.interval().map(PointWords::interval).orElse(""),
            point.isMarked() ? "*" : "",
            point.label().map(label -> ": " + label).orElse(""));
  }

  private static String interval(Interval interval) {
    return " (%s to %s)"
        .formatted(NumberText.inWords(interval.low()), NumberText.inWords(interval.high()));
  }
}
