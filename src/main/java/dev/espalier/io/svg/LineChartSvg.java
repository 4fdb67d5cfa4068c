package dev.espalier.io.svg;

import dev.espalier.study.LineChart;
import dev.espalier.study.LineChart.Line;
import java.util.stream.Collectors;

/** Line charts as SVG files. */
public final class LineChartSvg {
  private LineChartSvg() {}

  /**
   * The chart as the text of an SVG file. Equal charts give equal text with one Java runtime and
   * its fonts: the letters are drawn as shapes of its sans-serif font.
   *
   * <p>The vertical axis is logarithmic where all values are positive, the largest is more than 50
   * times the smallest and no line has steps. Otherwise it begins at 0, unless all values are far
   * from it.
   *
   * @throws IllegalStateException if the Java runtime finds no font, or cannot reach the display
   *     that {@code DISPLAY} names and {@code java.awt.headless} is not {@code true}
   */
  public static String of(LineChart chart) {
    return SvgText.of(() -> LineDrawing.of(chart), chart.title(), description(chart));
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
        .map(
            point ->
                "%s = %s%s"
                    .formatted(
                        axis.names().isEmpty()
                            ? Scale.inWords(point.x())
                            : axis.names().get((int) point.x()),
                        Double.isNaN(point.y()) ? "none" : Scale.inWords(point.y()),
                        point.isMarked() ? "*" : ""))
        .collect(Collectors.joining(", "));
  }
}
