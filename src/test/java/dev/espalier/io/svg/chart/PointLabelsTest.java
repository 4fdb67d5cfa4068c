package dev.espalier.io.svg.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.io.svg.Look;
import dev.espalier.io.svg.Scale;
import dev.espalier.io.svg.TextWidth;
import dev.espalier.study.LineChart;
import dev.espalier.study.LineChart.Line;
import dev.espalier.study.LineChart.Point;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PointLabelsTest {
  private static final Pattern LABEL =
      Pattern.compile("<text x='([\\d.]+)' y='([\\d.]+)' stroke=[^>]*>([^<]*)</text>");

  private static String drawn(Point... points) {
    return LineChartSvg.of(
        new LineChart(
            "Latency",
            LineChart.XAxis.linear("x"),
            "y",
            Optional.empty(),
            List.of(Line.straight("a", List.of(points)))));
  }

  @Test
  void shortLabelsStandAtTheirPoints() {
    assertThat(drawn(new Point(1, 2).withLabel("0.8"), new Point(5, 9).withLabel("0.9")))
        .contains(">0.8</text>", ">0.9</text>", "<title>1 = 2: 0.8</title>");
  }

  @Test
  void longLabelsAreNumbersWithAListBelow() {
    assertThat(drawn(new Point(1, 2).withLabel("camera 0-4 | gateway 5-8 | server 9-12")))
        .contains(">1</text>", ">1  camera 0-4 | gateway 5-8 | server 9-12</text>");
  }

  @Test
  void labelsKeepApartAndThoseWithoutRoomStayInTitles() {
    Stream<Point> crowd =
        IntStream.range(0, 30).mapToObj(i -> new Point(1 + i, 2).withLabel("label" + i));
    Point far = new Point(1000, 2).withLabel("far");
    String svg = drawn(Stream.concat(crowd, Stream.of(far)).toArray(Point[]::new));
    List<double[]> boxes =
        LABEL.matcher(svg).results().map(PointLabelsTest::box).collect(Collectors.toList());
    assertThat(boxes.size()).isBetween(2, 30);
    for (int i = 0; i < boxes.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(meet(boxes.get(i), boxes.get(j))).as("labels %d and %d", i, j).isFalse();
      }
    }
    assertThat(svg).contains(">far</text>");
    IntStream.range(0, 30).forEach(i -> assertThat(svg).contains(": label" + i + "</title>"));
  }

  private static double[] box(MatchResult label) {
    double left = Double.parseDouble(label.group(1));
    double bottom = Double.parseDouble(label.group(2)) + 1;
    double width = TextWidth.of(label.group(3), Look.BAR_LABEL_SIZE);
    return new double[] {left, bottom - Look.BAR_LABEL_SIZE, left + width, bottom};
  }

  private static boolean meet(double[] a, double[] b) {
    double rounding = 0.02;
    return a[0] + rounding < b[2]
        && b[0] + rounding < a[2]
        && a[1] + rounding < b[3]
        && b[1] + rounding < a[3];
  }

  @Test
  void axesZoomToAccuracies() {
    assertThat(Scale.ofHeights(new double[] {95, 99}, false).from()).isBetween(90.0, 95.0);
    assertThat(Scale.ofHeights(new double[] {45, 99}, false).from()).isBetween(30.0, 45.0);
  }
}
