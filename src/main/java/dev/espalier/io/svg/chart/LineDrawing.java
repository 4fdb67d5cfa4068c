package dev.espalier.io.svg.chart;

import dev.espalier.io.svg.ChartAxis;
import dev.espalier.io.svg.Frame;
import dev.espalier.io.svg.Legend;
import dev.espalier.io.svg.Look;
import dev.espalier.io.svg.Scale;
import dev.espalier.io.svg.SvgWriter;
import dev.espalier.study.Interval;
import dev.espalier.study.LineChart;
import dev.espalier.study.LineChart.Join;
import dev.espalier.study.LineChart.Line;
import dev.espalier.study.LineChart.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The look of a line chart. */
final class LineDrawing {
  // Lengths are pixels.
  private static final int MIN_PLOT_WIDTH = 600;
  private static final int SAMPLE = 36;
  private static final double MARKER = 3.2;
  private static final double LARGE_MARKER = 5.6;
  private static final double WHISKER_END = 3;

  /** Lines of more points have markers at some of them only, or they would run together. */
  private static final int MAX_MARKERS = 40;

  private final LineChart chart;
  private final Scale places;
  private final Scale heights;
  private final PointLabels labels;
  private final Frame frame;

  LineDrawing(LineChart chart) {
    this.chart = chart;
    Optional<NameTicks> names =
        Optional.of(chart.xAxis().names()).filter(all -> !all.isEmpty()).map(NameTicks::new);
    places =
        names
            .map(NameTicks::scale)
            .orElseGet(
                () ->
                    Scale.ofPlaces(
                        all(point -> DoubleStream.of(point.x())), chart.xAxis().isLogarithmic()));
    heights = Scale.ofHeights(all(Point::heights), mayBeLogarithmic());
    labels = new PointLabels(chart);
    String note = chart.note().map(text -> " (large markers: %s)".formatted(text)).orElse("");
    String title = titled(chart.xAxis().title(), places) + note;
    frame =
        new Frame(
            chart.title(),
            names
                .map(ticks -> ticks.axis(title))
                .orElseGet(() -> new ChartAxis(title, places.ticks())),
            new ChartAxis(titled(chart.yTitle(), heights), heights.ticks()),
            legend(),
            Math.max(
                Math.max(MIN_PLOT_WIDTH, labels.width()), names.map(NameTicks::width).orElse(0.0)),
            Frame.MIN_HEIGHT,
            labels.height());
  }

  /**
   * Steps are read by how high they are, and intervals by how long they are, which a logarithmic
   * axis would hide.
   */
  private boolean mayBeLogarithmic() {
    return chart.lines().stream()
        .noneMatch(
            line ->
                line.join() == Join.STEPS
                    || line.points().stream().anyMatch(point -> point.interval().isPresent()));
  }

  private double[] all(Function<Point, DoubleStream> numbers) {
    return chart.lines().stream()
        .flatMap(line -> line.points().stream())
        .flatMapToDouble(numbers)
        .toArray();
  }

  private static String titled(String title, Scale scale) {
    return title + (scale.isLogarithmic() ? ", log scale" : "");
  }

  /** Empty for a single line, which is what the vertical axis says. */
  private Legend legend() {
    List<Legend.Entry> entries = new ArrayList<>();
    for (int i = 0; i < chart.lines().size() && chart.lines().size() > 1; i++) {
      Line line = chart.lines().get(i);
      LineStyle style = LineStyle.of(i);
      entries.add(new Legend.Entry(line.name(), (svg, x, y) -> sample(svg, line, style, x, y)));
    }
    return new Legend(SAMPLE, entries);
  }

  private static void sample(SvgWriter svg, Line line, LineStyle style, double x, double y) {
    if (line.join() != Join.NONE) {
      style.drawPath(svg, LineStyle.point(x, y) + " " + LineStyle.point(x + SAMPLE, y));
    }
    style.drawMarker(svg, x + SAMPLE / 2.0, y, MARKER, line.name());
  }

  String svg(String description) {
    SvgWriter svg = frame.begin(description);
    for (int i : order()) {
      svg.add("<g class='line'>");
      draw(svg, chart.lines().get(i), LineStyle.of(i));
      svg.add("</g>");
    }
    drawLabels(svg);
    return svg.finish();
  }

  /** Full lines first: where lines coincide, those below are seen through the dashes of others. */
  private List<Integer> order() {
    return IntStream.range(0, chart.lines().size())
        .boxed()
        .sorted(Comparator.comparing(i -> !LineStyle.of(i).dashes().isEmpty()))
        .toList();
  }

  private void drawLabels(SvgWriter svg) {
    List<Point> points =
        chart.lines().stream()
            .flatMap(line -> line.points().stream())
            .filter(point -> !Double.isNaN(point.y()))
            .toList();
    points.stream()
        .filter(point -> point.label().isPresent())
        .forEach(point -> labels.keepFree(x(point), y(point)));
    svg.add("<g class='espalier-labels' font-size='%s'>", Look.BAR_LABEL_SIZE);
    points.forEach(point -> labels.draw(svg, frame, point, x(point), y(point)));
    svg.add("</g>");
    labels.drawList(svg, frame);
  }

  private void draw(SvgWriter svg, Line line, LineStyle style) {
    if (line.join() != Join.NONE) {
      pieces(line).forEach(piece -> style.drawPath(svg, String.join(" ", piece)));
    }
    int each = line.join() == Join.NONE ? 1 : 1 + (line.points().size() - 1) / MAX_MARKERS;
    for (int i = 0; i < line.points().size(); i++) {
      Point point = line.points().get(i);
      if (isPoint(line, i)
          && (point.isMarked() || point.label().isPresent() || hasMarker(line, i, each))) {
        point.interval().ifPresent(interval -> drawWhisker(svg, style, x(point), interval));
        double radius = point.isMarked() ? LARGE_MARKER : MARKER;
        String says = chart.lines().size() > 1 ? line.name() + ": " : "";
        style.drawMarker(
            svg, x(point), y(point), radius, says + PointWords.of(point, chart.xAxis()));
      }
    }
  }

  private void drawWhisker(SvgWriter svg, LineStyle style, double x, Interval interval) {
    double low = y(interval.low());
    double high = y(interval.high());
    style.drawWhisker(svg, x, low, high, WHISKER_END);
  }

  /** The corners of each piece between gaps; a piece of one point is no line. */
  private List<List<String>> pieces(Line line) {
    List<List<String>> pieces = new ArrayList<>();
    List<String> piece = List.of();
    for (int i = 0; i < line.points().size(); i++) {
      Point point = line.points().get(i);
      if (!isPoint(line, i)) {
        continue;
      }
      if (!isPoint(line, i - 1)) {
        piece = new ArrayList<>();
        pieces.add(piece);
      } else if (line.join() == Join.STEPS) {
        piece.add(LineStyle.point(x(point), y(line.points().get(i - 1))));
      }
      piece.add(LineStyle.point(x(point), y(point)));
    }
    return pieces.stream().filter(corners -> corners.size() > 1).toList();
  }

  /** Evenly chosen points have a marker, and those that no path leads to. */
  private static boolean hasMarker(Line line, int index, int each) {
    return index % each == 0
        || index == line.points().size() - 1
        || !isPoint(line, index - 1) && !isPoint(line, index + 1);
  }

  private static boolean isPoint(Line line, int index) {
    return index >= 0
        && index < line.points().size()
        && !Double.isNaN(line.points().get(index).y());
  }

  private double x(Point point) {
    return frame.area().x(places.share(point.x()));
  }

  private double y(Point point) {
    return y(point.y());
  }

  private double y(double height) {
    return frame.area().y(heights.share(height));
  }
}
