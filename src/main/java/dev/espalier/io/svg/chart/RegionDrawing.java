package dev.espalier.io.svg.chart;

import dev.espalier.io.svg.ChartAxis;
import dev.espalier.io.svg.Frame;
import dev.espalier.io.svg.Legend;
import dev.espalier.io.svg.Look;
import dev.espalier.io.svg.Palette;
import dev.espalier.io.svg.Scale;
import dev.espalier.io.svg.SvgWriter;
import dev.espalier.io.svg.TextWidth;
import dev.espalier.study.RegionChart;
import dev.espalier.study.RegionChart.Area;
import dev.espalier.study.RegionChart.Axis;
import dev.espalier.study.RegionChart.Corner;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The look of a chart of areas. */
final class RegionDrawing {
  // Lengths are pixels.
  private static final int WIDTH = 560;
  private static final int HEIGHT = 430;
  private static final int SAMPLE = 18;
  private static final double LINE = 1;
  private static final double ROOM = 4;

  private final RegionChart chart;
  private final Scale x;
  private final Scale y;
  private final Frame frame;

  RegionDrawing(RegionChart chart) {
    this.chart = chart;
    x = Scale.ofRange(chart.x().from(), chart.x().to(), chart.x().isLogarithmic());
    y = Scale.ofRange(chart.y().from(), chart.y().to(), chart.y().isLogarithmic());
    String note = chart.note().map(text -> " (%s)".formatted(text)).orElse("");
    frame =
        new Frame(
            chart.title(),
            new ChartAxis(titled(chart.x(), x) + note, x.ticks()),
            new ChartAxis(titled(chart.y(), y), y.ticks()),
            legend(),
            WIDTH,
            HEIGHT,
            0);
  }

  private static String titled(Axis axis, Scale scale) {
    return axis.title() + (scale.isLogarithmic() ? ", log scale" : "");
  }

  private Legend legend() {
    List<Legend.Entry> entries = new ArrayList<>();
    for (int i = 0; i < chart.areas().size(); i++) {
      Area area = chart.areas().get(i);
      String color = color(i);
      entries.add(
          new Legend.Entry(
              RegionChartSvg.words(area),
              (svg, left, middle) ->
                  svg.add(
                      "<rect x='%s' y='%s' width='%s' height='%s' fill='%s' stroke='%s'/>",
                      left,
                      middle - SAMPLE / 3.0,
                      SAMPLE,
                      2 * SAMPLE / 3.0,
                      color,
                      Look.AXIS_COLOR)));
    }
    return new Legend(SAMPLE, entries);
  }

  /** Pale colors first, then the full ones; both repeat, which is why areas have labels. */
  private String color(int n) {
    if (chart.areas().get(n).isEmpty()) {
      return Palette.GRID.light();
    }
    int count = Palette.seriesCount();
    return (n / count % 2 == 0 ? Palette.pale(n) : Palette.series(n)).light();
  }

  String svg(String description) {
    SvgWriter svg = frame.begin(description);
    for (int i = 0; i < chart.areas().size(); i++) {
      Area area = chart.areas().get(i);
      svg.add("<g class='area'><title>%s</title>", RegionChartSvg.words(area));
      String color = color(i);
      for (List<Corner> piece : area.pieces()) {
        // A stroke of its own color closes the seams between neighboring pieces.
        svg.add(
            "<polygon points='%s' fill='%s' stroke='%s' stroke-width='%s' stroke-linejoin='round'/>",
            points(piece), color, color, LINE);
      }
      svg.add("</g>");
    }
    svg.add("<g class='espalier-labels' text-anchor='middle'>");
    for (int i = 0; i < chart.areas().size(); i++) {
      drawLabel(svg, chart.areas().get(i), Palette.lettersOn(color(i)).light());
    }
    svg.add("</g>");
    return svg.finish();
  }

  private String points(List<Corner> piece) {
    return piece.stream()
        .map(corner -> LineStyle.point(xOf(corner), yOf(corner)))
        .collect(Collectors.joining(" "));
  }

  /** Writes the label of an area into its largest piece, if there is room. */
  private void drawLabel(SvgWriter svg, Area area, String color) {
    if (area.label().isEmpty() || area.pieces().isEmpty()) {
      return;
    }
    List<Corner> piece = area.pieces().get(0);
    double[] xs = piece.stream().mapToDouble(this::xOf).toArray();
    double[] ys = piece.stream().mapToDouble(this::yOf).toArray();
    double halfWidth = TextWidth.of(area.label(), Look.TEXT_SIZE) / 2 + ROOM;
    Inside.place(xs, ys, halfWidth, Look.TEXT_SIZE / 2.0 + ROOM)
        .ifPresent(
            at ->
                svg.add(
                    "<text x='%s' y='%s' fill='%s'>%s</text>",
                    at[0], at[1] + Look.MIDDLE * Look.TEXT_SIZE, color, area.label()));
  }

  private double xOf(Corner corner) {
    return frame.area().x(x.share(corner.x()));
  }

  private double yOf(Corner corner) {
    return frame.area().y(y.share(corner.y()));
  }
}
