package dev.espalier.io.svg;

import dev.espalier.study.BarChart;
import dev.espalier.study.BarChart.Series;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The look of a bar chart. */
final class BarDrawing {
  private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  private static final Font AXIS_TITLE = TEXT.deriveFont(13f);
  private static final Font TITLE = TEXT.deriveFont(Font.BOLD, 15f);
  private static final Font BAR_LABEL = TEXT.deriveFont(10f);
  private static final FontRenderContext METRICS = new FontRenderContext(null, true, true);

  private static final BasicStroke HAIRLINE = new BasicStroke(0.5f);
  private static final Color TEXT_COLOR = new Color(0x222222);
  private static final Color AXIS_COLOR = new Color(0x888888);
  private static final Color GRID_COLOR = new Color(0xE4E4E4);

  // Lengths are pixels.
  private static final int HEIGHT = 440;
  private static final int LEAST_PLOT_WIDTH = 360;
  private static final int LEAST_BAR_WIDTH = 32;
  private static final int MOST_BAR_WIDTH = 72;
  private static final int GAP = 6;
  private static final int VALUE_AXIS_WIDTH = 90;
  private static final int LEGEND_BOX_WIDTH = 64;

  /** Share of a group's width that its bars take; the rest keeps the groups apart. */
  private static final double BARS_SHARE = 0.86;

  /** XChart shortens names in the legend that take more of the chart's width. */
  private static final double LEGEND_NAME_SHARE = 0.45;

  private BarDrawing() {}

  static CategoryChart of(BarChart chart) {
    ValueAxis axis = ValueAxis.of(chart);
    double plotWidth = plotWidth(chart);
    CategoryChart drawing = new CategoryChart(width(chart, plotWidth), HEIGHT);
    drawing.setTitle(chart.title());
    drawing.setXAxisTitle(chart.categoryTitle());
    drawing.setYAxisTitle(chart.valueTitle() + (axis.isLogarithmic() ? " (log scale)" : ""));
    styleText(drawing.getStyler());
    styleAxes(drawing.getStyler(), axis);
    drawing.getStyler().setAvailableSpaceFill(barsShare(chart, plotWidth));
    // A single series is what the value axis says.
    drawing.getStyler().setLegendVisible(chart.series().size() > 1);
    List<Color> colors = SeriesColors.of(chart.series());
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
            .mapToDouble(value -> length(ValueAxis.label(value), BAR_LABEL))
            .max()
            .orElseThrow();
    double bars = chart.series().size() * Math.max(LEAST_BAR_WIDTH, label + GAP) / BARS_SHARE;
    double group = Math.max(bars, longest(chart.categories()) + 2 * GAP);
    double groups = chart.categories().size() * group;
    return Math.max(groups, Math.max(LEAST_PLOT_WIDTH, length(chart.title(), TITLE)));
  }

  private static int width(BarChart chart, double plotWidth) {
    double legend = longest(chart.series().stream().map(Series::name).toList());
    double needed = VALUE_AXIS_WIDTH + plotWidth + LEGEND_BOX_WIDTH + legend;
    return (int) Math.ceil(Math.max(needed, legend / LEGEND_NAME_SHARE));
  }

  /** Share of a group's width that its bars take: less where few bars would grow fat. */
  private static double barsShare(BarChart chart, double plotWidth) {
    int bars = chart.categories().size() * chart.series().size();
    return Math.min(BARS_SHARE, bars * MOST_BAR_WIDTH / plotWidth);
  }

  private static double longest(List<String> names) {
    return names.stream().mapToDouble(name -> length(name, TEXT)).max().orElseThrow();
  }

  private static double length(String text, Font font) {
    return font.getStringBounds(text, METRICS).getWidth();
  }

  private static void styleText(CategoryStyler style) {
    style
        .setLabelsVisible(true)
        .setLabelsPosition(1.04)
        .setLabelsFont(BAR_LABEL)
        .setLabelsFontColor(TEXT_COLOR)
        .setLabelsFontColorAutomaticEnabled(false);
    style
        .setChartTitleFont(TITLE)
        .setChartFontColor(TEXT_COLOR)
        .setLegendFont(TEXT)
        .setLegendPosition(LegendPosition.OutsideE)
        .setLegendBorderColor(Color.WHITE)
        .setLegendBackgroundColor(Color.WHITE)
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(false)
        .setChartPadding(14)
        .setLocale(Locale.ROOT);
  }

  private static void styleAxes(CategoryStyler style, ValueAxis axis) {
    style.setPlotContentSize(1);
    style
        .setAxisTitleFont(AXIS_TITLE)
        .setAxisTickLabelsFont(TEXT)
        .setAxisTickLabelsColor(TEXT_COLOR)
        .setAxisTickMarksColor(AXIS_COLOR)
        .setPlotGridVerticalLinesVisible(false)
        .setPlotGridLinesColor(GRID_COLOR)
        .setPlotGridLinesStroke(HAIRLINE)
        .setPlotMargin(0)
        // All names of categories: the width has room for them.
        .setXAxisTickMarkSpacingHint(1)
        .setYAxisLabelAlignment(TextAlignment.Right)
        .setYAxisLogarithmic(axis.isLogarithmic())
        .setYAxisLogarithmicDecadeOnly(true)
        .setYAxisMin(axis.belowLeast())
        .setYAxisMax(axis.most())
        .setYAxisTickLabelsFormattingFunction(ValueAxis::label);
  }
}
