package dev.espalier.io.svg;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendPosition;

/** What all charts have in common: letters, lines, colours and the place of the legend. */
final class ChartLook {
  static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  static final Font TITLE = TEXT.deriveFont(Font.BOLD, 15f);
  private static final Font AXIS_TITLE = TEXT.deriveFont(13f);

  static final Color TEXT_COLOR = new Color(0x222222);
  private static final Color AXIS_COLOR = new Color(0x888888);
  private static final Color GRID_COLOR = new Color(0xE4E4E4);
  private static final BasicStroke HAIRLINE = new BasicStroke(0.5f);
  private static final FontRenderContext METRICS = new FontRenderContext(null, true, true);

  // Lengths are pixels.
  static final int HEIGHT = 440;
  static final int VALUE_AXIS_WIDTH = 90;
  private static final int PADDING = 14;

  /** XChart shortens names in the legend that take more of the chart's width. */
  private static final double LEGEND_NAME_SHARE = 0.45;

  private ChartLook() {}

  /**
   * Width of a chart, so that its legend shows every name in full.
   *
   * @param plotWidth width of the area of the data
   * @param legendBoxWidth what the legend needs beside the names
   */
  static int width(double plotWidth, int legendBoxWidth, List<String> names) {
    double legend = longest(names);
    double needed = VALUE_AXIS_WIDTH + plotWidth + legendBoxWidth + legend;
    return (int) Math.ceil(Math.max(needed, legend / LEGEND_NAME_SHARE));
  }

  static double longest(List<String> texts) {
    return texts.stream().mapToDouble(text -> length(text, TEXT)).max().orElseThrow();
  }

  static double length(String text, Font font) {
    return font.getStringBounds(text, METRICS).getWidth();
  }

  static void apply(AxesChartStyler style) {
    style
        .setAxisTitleFont(AXIS_TITLE)
        .setAxisTickLabelsFont(TEXT)
        .setAxisTickLabelsColor(TEXT_COLOR)
        .setAxisTickMarksColor(AXIS_COLOR)
        .setPlotGridVerticalLinesVisible(false)
        .setPlotGridLinesColor(GRID_COLOR)
        .setPlotGridLinesStroke(HAIRLINE)
        .setPlotMargin(0)
        .setYAxisLabelAlignment(TextAlignment.Right);
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
        .setPlotContentSize(1)
        .setChartPadding(PADDING)
        .setLocale(Locale.ROOT);
  }
}
