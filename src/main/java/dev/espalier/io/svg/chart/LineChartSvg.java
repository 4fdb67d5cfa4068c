package dev.espalier.io.svg.chart;

import dev.espalier.study.LineChart;
import dev.espalier.study.LineChart.Line;
import java.util.stream.Collectors;

/** Line charts as SVG files. */
public final class LineChartSvg {
  private LineChartSvg() {}

  /**
   * The chart as the text of an SVG file. Equal charts give equal text on every machine; its
   * letters are shown in the sans-serif font of whoever reads it.
   *
   * <p>The vertical axis is logarithmic where all values are positive, the largest is more than 50
   * times the smallest and no line has steps or intervals. Otherwise it begins at 0, unless all
   * values are far from it. Whiskers are confidence intervals.
   */
  public static String of(LineChart chart) {
    return new LineDrawing(chart).svg(description(chart));
  }

  /** The table behind the chart, in words. */
  private static String description(LineChart chart) {
    String note = chart.note().map(text -> " *: %s.".formatted(text)).orElse("");
    return chart.lines().stream()
        .map(line -> line.name() + ": " + values(line, chart.xAxis()))
        .collect(
            Collectors.joining(
                "; ", "%s by %s.%s ".formatted(chart.yTitle(), chart.xAxis().title(), note), ""));
  }

  private static String values(Line line, LineChart.XAxis axis) {
    return line.points().stream()
        .map(point -> PointWords.of(point, axis))
        .collect(Collectors.joining(", "));
  }
}
