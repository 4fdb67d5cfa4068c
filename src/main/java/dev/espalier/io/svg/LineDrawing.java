package dev.espalier.io.svg;

import dev.espalier.study.LineChart;
import dev.espalier.study.LineChart.Join;
import dev.espalier.study.LineChart.Line;
import dev.espalier.study.LineChart.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The look of a line chart. */
final class LineDrawing {
  // Lengths are pixels.
  private static final int PLOT_WIDTH = 600;
  private static final int PLOT_HEIGHT = 330;
  private static final int LEGEND_BOX_WIDTH = 80;
  private static final int LEGEND_LINE = 36;
  private static final int LEGEND_ROW = 24;
  private static final int LEGEND_MARGIN = 70;
  private static final int MARKER = 7;

  /** Lines of more points have markers at some of them only, or they would run together. */
  private static final int MOST_MARKERS = 40;

  private final LineChart chart;
  private final Optional<NameTicks> names;
  private final Scale places;
  private final Scale heights;
  private final XYChart drawing;

  private LineDrawing(LineChart chart) {
    this.chart = chart;
    names =
        chart.xAxis().names().isEmpty()
            ? Optional.empty()
            : Optional.of(new NameTicks(chart.xAxis().names()));
    places =
        names
            .map(NameTicks::scale)
            .orElseGet(() -> Scale.ofPlaces(all(Point::x), chart.xAxis().isLogarithmic()));
    // Steps are read by how high they are, which a logarithmic axis would hide.
    boolean hasSteps = chart.lines().stream().anyMatch(l -> l.join() == LineChart.Join.STEPS);
    heights = Scale.ofHeights(all(Point::y), !hasSteps);
    List<String> legend = chart.lines().stream().map(Line::name).toList();
    int height = ChartLook.HEIGHT + names.map(NameTicks::moreHeight).orElse(0);
    drawing =
        new XYChart(
            ChartLook.width(plotWidth(), LEGEND_BOX_WIDTH, legend),
            Math.max(height, LEGEND_MARGIN + LEGEND_ROW * legend.size()));
  }

  static XYChart of(LineChart chart) {
    return new LineDrawing(chart).drawn();
  }

  private double[] all(ToDoubleFunction<Point> number) {
    return chart.lines().stream()
        .flatMap(line -> line.points().stream())
        .mapToDouble(number)
        .toArray();
  }

  private double plotWidth() {
    double title = ChartLook.length(chart.title(), ChartLook.TITLE);
    double least = Math.max(PLOT_WIDTH, title);
    return Math.max(least, names.map(NameTicks::width).orElse(0.0));
  }

  private XYChart drawn() {
    drawing.setTitle(chart.title());
    String note = chart.note().map(text -> " (large markers: %s)".formatted(text)).orElse("");
    drawing.setXAxisTitle(titled(chart.xAxis().title(), places) + note);
    drawing.setYAxisTitle(titled(chart.yTitle(), heights));
    ChartLook.apply(drawing.getStyler());
    styleAxes(drawing.getStyler());
    // A single line is what the vertical axis says.
    drawing.getStyler().setLegendVisible(chart.lines().size() > 1);
    drawing.getStyler().setLegendSeriesLineLength(LEGEND_LINE);
    drawing.getStyler().setMarkerSize(MARKER);
    for (int i = 0; i < chart.lines().size(); i++) {
      add(i, chart.lines().get(i));
    }
    return drawing;
  }

  private static String titled(String title, Scale scale) {
    return title + (scale.isLogarithmic() ? ", log scale" : "");
  }

  private void styleAxes(XYStyler style) {
    Function<Double, String> label =
        names.<Function<Double, String>>map(ticks -> ticks::label).orElse(places::label);
    style
        .setXAxisLogarithmic(places.isLogarithmic())
        .setXAxisLogarithmicDecadeOnly(false)
        .setXAxisMin(places.from())
        .setXAxisMax(places.to())
        .setXAxisTickMarkSpacingHint(hint(plotWidth(), places))
        .setXAxisTickLabelsFormattingFunction(label)
        .setXAxisLabelRotation(names.map(NameTicks::degrees).orElse(0));
    style
        .setYAxisLogarithmic(heights.isLogarithmic())
        .setYAxisLogarithmicDecadeOnly(false)
        .setYAxisMin(heights.from())
        .setYAxisMax(heights.to())
        .setYAxisTickMarkSpacingHint(hint(PLOT_HEIGHT, heights))
        .setYAxisTickLabelsFormattingFunction(heights::label);
  }

  /** Space between whole drawn numbers, so that XChart puts a tick at each. */
  private static int hint(double length, Scale scale) {
    return scale.isLogarithmic() ? 1 : (int) Math.max(1, length / scale.steps());
  }

  /**
   * One line is four series: what stands in the legend, the path, markers, and large markers. Were
   * it one, XChart would put a marker of one size at every point.
   */
  private void add(int index, Line line) {
    Marker marker = LineStyles.marker(index);
    boolean isJoined = line.join() != Join.NONE;
    add(line.name(), index, List.of(new Point(Double.NaN, Double.NaN)), isJoined, marker)
        .setShowInLegend(true);
    if (isJoined) {
      add(index + " path", index, path(line), true, SeriesMarkers.NONE);
    }
    add(index + " markers", index, thinned(line), false, marker);
    List<Point> marked = line.points().stream().filter(Point::isMarked).toList();
    if (!marked.isEmpty()) {
      add(index + " marked", index, marked, false, LineStyles.large(marker));
    }
  }

  private XYSeries add(
      String name, int index, List<Point> points, boolean isJoined, Marker marker) {
    XYSeries series =
        drawing.addSeries(
            name,
            points.stream().mapToDouble(point -> places.drawn(point.x())).toArray(),
            points.stream().mapToDouble(point -> heights.drawn(point.y())).toArray());
    series.setXYSeriesRenderStyle(
        isJoined ? XYSeriesRenderStyle.Line : XYSeriesRenderStyle.Scatter);
    series.setLineColor(SeriesColors.ofLine(index));
    series.setLineStyle(LineStyles.stroke(index));
    series.setMarkerColor(SeriesColors.ofLine(index));
    series.setMarker(marker);
    series.setShowInLegend(false);
    return series;
  }

  private static List<Point> path(Line line) {
    if (line.join() == Join.STRAIGHT) {
      return line.points();
    }
    List<Point> path = new ArrayList<>();
    for (Point point : line.points()) {
      if (!path.isEmpty()) {
        path.add(new Point(point.x(), path.get(path.size() - 1).y()));
      }
      path.add(point);
    }
    return path;
  }

  /** Points with a marker: evenly chosen ones, and those that no path leads to. */
  private static List<Point> thinned(Line line) {
    List<Point> points = line.points();
    int each = line.join() == Join.NONE ? 1 : 1 + (points.size() - 1) / MOST_MARKERS;
    List<Point> thinned = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      if (i % each == 0
          || i == points.size() - 1
          || !isPoint(points, i - 1) && !isPoint(points, i + 1)) {
        thinned.add(points.get(i));
      }
    }
    return thinned;
  }

  private static boolean isPoint(List<Point> points, int index) {
    return index >= 0 && index < points.size() && !Double.isNaN(points.get(index).y());
  }
}
