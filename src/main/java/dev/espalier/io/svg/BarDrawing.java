package dev.espalier.io.svg;

import dev.espalier.study.BarChart;
import dev.espalier.study.BarChart.Series;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.style.CategoryStyler;

/** The look of a bar chart. */
final class BarDrawing {
  private static final Font BAR_LABEL = ChartLook.TEXT.deriveFont(10f);

  // Lengths are pixels.
  private static final int LEAST_PLOT_WIDTH = 360;
  private static final int LEAST_BAR_WIDTH = 32;
  private static final int MOST_BAR_WIDTH = 72;
  private static final int GAP = 6;
  private static final int LEGEND_BOX_WIDTH = 64;

  /** Share of a group's width that its bars take; the rest keeps the groups apart. */
  private static final double BARS_SHARE = 0.86;

  private BarDrawing() {}

  static CategoryChart of(BarChart chart) {
    ValueAxis axis = ValueAxis.of(chart);
    double plotWidth = plotWidth(chart);
    List<String> names = chart.series().stream().map(Series::name).toList();
    CategoryChart drawing =
        new CategoryChart(ChartLook.width(plotWidth, LEGEND_BOX_WIDTH, names), ChartLook.HEIGHT);
    drawing.setTitle(chart.title());
    drawing.setXAxisTitle(chart.categoryTitle());
    drawing.setYAxisTitle(chart.valueTitle() + (axis.isLogarithmic() ? " (log scale)" : ""));
    ChartLook.apply(drawing.getStyler());
    styleLabels(drawing.getStyler());
    styleAxes(drawing.getStyler(), axis);
    drawing.getStyler().setAvailableSpaceFill(barsShare(chart, plotWidth));
    // A single series is what the value axis says.
    drawing.getStyler().setLegendVisible(chart.series().size() > 1);
    List<Color> colors = SeriesColors.of(names);
    for (int i = 0; i < chart.series().size(); i++) {
      Series series = chart.series().get(i);
      List<Double> values = series.values().stream().map(axis::drawable).toList();
      drawing.addSeries(series.name(), chart.categories(), values).setFillColor(colors.get(i));
    }
    return drawing;
  }

  /** Width of the area of the bars, so that no text below, in or above it meets another. */
  private static double plotWidth(BarChart chart) {
    double label =
        chart.series().stream()
            .flatMap(series -> series.values().stream())
            .mapToDouble(value -> ChartLook.length(ValueAxis.label(value), BAR_LABEL))
            .max()
            .orElseThrow();
    double bars = chart.series().size() * Math.max(LEAST_BAR_WIDTH, label + GAP) / BARS_SHARE;
    double group = Math.max(bars, ChartLook.longest(chart.categories()) + 2 * GAP);
    double groups = chart.categories().size() * group;
    double title = ChartLook.length(chart.title(), ChartLook.TITLE);
    return Math.max(groups, Math.max(LEAST_PLOT_WIDTH, title));
  }

  /** Share of a group's width that its bars take: less where few bars would grow fat. */
  private static double barsShare(BarChart chart, double plotWidth) {
    int bars = chart.categories().size() * chart.series().size();
    return Math.min(BARS_SHARE, bars * MOST_BAR_WIDTH / plotWidth);
  }

  private static void styleLabels(CategoryStyler style) {
    style
        .setLabelsVisible(true)
        .setLabelsPosition(1.04)
        .setLabelsFont(BAR_LABEL)
        .setLabelsFontColor(ChartLook.TEXT_COLOR)
        .setLabelsFontColorAutomaticEnabled(false);
  }

  private static void styleAxes(CategoryStyler style, ValueAxis axis) {
    style
        // All names of categories: the width has room for them.
        .setXAxisTickMarkSpacingHint(1)
        .setYAxisLogarithmic(axis.isLogarithmic())
        .setYAxisLogarithmicDecadeOnly(true)
        .setYAxisMin(axis.belowLeast())
        .setYAxisMax(axis.most())
        .setYAxisTickLabelsFormattingFunction(ValueAxis::label);
  }
}
