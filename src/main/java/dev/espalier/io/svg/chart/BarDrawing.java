package dev.espalier.io.svg.chart;

import dev.espalier.io.svg.ChartAxis;
import dev.espalier.io.svg.Frame;
import dev.espalier.io.svg.Legend;
import dev.espalier.io.svg.Look;
import dev.espalier.io.svg.NumberText;
import dev.espalier.io.svg.PlotArea;
import dev.espalier.io.svg.Scale;
import dev.espalier.io.svg.SeriesColors;
import dev.espalier.io.svg.SvgWriter;
import dev.espalier.io.svg.TextWidth;
import dev.espalier.study.BarChart;
import dev.espalier.study.BarChart.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The look of a bar chart. */
final class BarDrawing {
  // Lengths are pixels.
  private static final int MIN_PLOT_WIDTH = 360;
  private static final int MIN_BAR_WIDTH = 32;
  private static final int MAX_BAR_WIDTH = 72;
  private static final int GAP = 6;
  private static final int LABEL_RISE = 4;
  private static final int SAMPLE = 12;
  private static final double PERCENT = 100;

  /** Share of a group's width that its bars take; the rest keeps the groups apart. */
  private static final double BARS_SHARE = 0.86;

  /** Share of a bar's place that it fills. */
  private static final double BAR_SHARE = 0.94;

  private static final String RECTANGLE =
      "<rect x='%s' y='%s' width='%s' height='%s' fill='%s' stroke='%s'><title>%s</title></rect>";
  private static final String LABEL = "<text x='%s' y='%s' font-size='%s'>%s</text>";

  private final BarChart chart;
  private final NameTicks names;
  private final Scale heights;
  private final List<BarColor> colors;
  private final Frame frame;

  BarDrawing(BarChart chart) {
    this.chart = chart;
    names = new NameTicks(chart.categories());
    heights = Scale.ofBars(values(chart));
    colors = colors(chart.series().stream().map(Series::name).toList());
    String valueTitle = chart.valueTitle() + (heights.isLogarithmic() ? " (log scale)" : "");
    frame =
        new Frame(
            chart.title(),
            names.axis(chart.categoryTitle()),
            new ChartAxis(valueTitle, heights.ticks()),
            legend(),
            plotWidth());
  }

  private static double[] values(BarChart chart) {
    return chart.series().stream()
        .flatMap(series -> series.values().stream())
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  /** Width of the area of the data, so that no text below or above a bar meets another. */
  private double plotWidth() {
    double label =
        chart.series().stream()
            .flatMap(series -> series.values().stream())
            .filter(value -> !value.isNaN())
            .mapToDouble(value -> TextWidth.of(NumberText.ofBar(value), Look.BAR_LABEL_SIZE))
            .max()
            .orElseThrow();
    double bars = chart.series().size() * Math.max(MIN_BAR_WIDTH, label + GAP) / BARS_SHARE;
    double groups = Math.max(chart.categories().size() * bars, names.width());
    return Math.max(groups, MIN_PLOT_WIDTH);
  }

  /** Empty for a single series, which is what the value axis says. */
  private Legend legend() {
    List<Legend.Entry> entries = new ArrayList<>();
    for (int i = 0; i < chart.series().size() && chart.series().size() > 1; i++) {
      String name = chart.series().get(i).name();
      BarColor color = colors.get(i);
      entries.add(
          new Legend.Entry(
              name,
              (svg, x, y) -> rectangle(svg, x, y - SAMPLE / 2.0, SAMPLE, SAMPLE, color, name)));
    }
    return new Legend(SAMPLE, entries);
  }

  String svg(String description) {
    SvgWriter svg = frame.begin(description);
    for (int i = 0; i < chart.series().size(); i++) {
      svg.add("<g class='bars' text-anchor='middle'>");
      for (int group = 0; group < chart.categories().size(); group++) {
        double value = chart.series().get(i).values().get(group);
        if (!Double.isNaN(value)) {
          draw(svg, i, group, value);
        }
      }
      svg.add("</g>");
    }
    return svg.finish();
  }

  private void draw(SvgWriter svg, int series, int group, double value) {
    PlotArea area = frame.area();
    int count = chart.series().size();
    double groupWidth = area.width() / chart.categories().size();
    double place = Math.min(groupWidth * BARS_SHARE / count, MAX_BAR_WIDTH);
    double middle = area.x(names.scale().share(group)) + (series - (count - 1) / 2.0) * place;
    // A logarithmic axis has no place for 0.
    boolean isDrawn = value > 0 || !heights.isLogarithmic();
    double top = isDrawn ? area.y(heights.share(value)) : area.bottom();
    if (isDrawn) {
      double width = place * BAR_SHARE;
      rectangle(
          svg,
          middle - width / 2,
          top,
          width,
          area.bottom() - top,
          colors.get(series),
          title(series, group));
    }
    String label = NumberText.ofBar(value);
    double baseline = top - LABEL_RISE;
    svg.add(LABEL, middle, baseline, Look.BAR_LABEL_SIZE, label);
  }

  /** What a bar is, and how far ours is from the published one beside it. */
  private String title(int index, int group) {
    Series series = chart.series().get(index);
    String title =
        "%s, %s: %s"
            .formatted(
                series.name(),
                chart.categories().get(group),
                NumberText.inWords(series.values().get(group)));
    return chart.series().stream()
        .filter(other -> SeriesColors.isPublished(other.name()) && other != series)
        .filter(other -> SeriesColors.base(other.name()).equals(series.name()))
        .mapToDouble(other -> series.values().get(group) / other.values().get(group) - 1)
        .filter(Double::isFinite)
        .mapToObj(off -> String.format(Locale.ROOT, "%s (%+.1f %%)", title, PERCENT * off))
        .findFirst()
        .orElse(title);
  }

  /**
   * Colors of a bar.
   *
   * @param fill color of its area, pale for what was published
   * @param stroke color of its outline, which stands out from the ground where the area is pale
   */
  private record BarColor(String fill, String stroke) {}

  private static List<BarColor> colors(List<String> names) {
    List<String> fills = SeriesColors.of(names);
    List<String> strokes = SeriesColors.of(names.stream().map(SeriesColors::base).toList());
    return IntStream.range(0, names.size())
        .mapToObj(i -> new BarColor(fills.get(i), strokes.get(i)))
        .toList();
  }

  private static void rectangle(
      SvgWriter svg,
      double x,
      double y,
      double width,
      double height,
      BarColor color,
      String title) {
    svg.add(RECTANGLE, x, y, width, height, color.fill(), color.stroke(), title);
  }
}
