package dev.espalier.io.svg.chart;

import dev.espalier.io.svg.NumberText;
import dev.espalier.study.BarChart;
import dev.espalier.study.BarChart.Series;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bar charts as SVG files. */
public final class BarChartSvg {
  private BarChartSvg() {}

  /**
   * The chart as the text of an SVG file. Equal charts give equal text on every machine; its
   * letters are shown in the sans-serif font of whoever reads it.
   *
   * <p>The value axis is logarithmic where the largest value is more than 50 times the smallest
   * positive one; a value of 0 has no bar there. A series named {@code X (published)} has a lighter
   * tone of the color of series {@code X}.
   */
  public static String of(BarChart chart) {
    return new BarDrawing(chart).svg(description(chart));
  }

  /** The table behind the chart, in words. */
  private static String description(BarChart chart) {
    return chart.series().stream()
        .map(series -> series.name() + ": " + values(series, chart.categories()))
        .collect(
            Collectors.joining(
                "; ", "%s by %s. ".formatted(chart.valueTitle(), chart.categoryTitle()), ""));
  }

  private static String values(Series series, List<String> categories) {
    return IntStream.range(0, categories.size())
        .mapToObj(i -> categories.get(i) + " = " + inWords(series.values().get(i)))
        .collect(Collectors.joining(", "));
  }

  private static String inWords(double value) {
    return Double.isNaN(value) ? "none" : NumberText.ofBar(value);
  }
}
