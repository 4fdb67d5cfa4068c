package dev.espalier.io.svg.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.io.svg.Scale;
import dev.espalier.study.LineChart;
import dev.espalier.study.LineChart.Line;
import dev.espalier.study.LineChart.Point;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PointLabelsTest {
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
  void labelsWithoutRoomAreLeftOutButStayInTitles() {
    Point[] crowd =
        IntStream.range(0, 30)
            .mapToObj(i -> new Point(1 + i * 1e-6, 2).withLabel("label" + i))
            .toArray(Point[]::new);
    String svg = drawn(crowd);
    assertThat(svg.split(">label\\d+</text>", -1).length - 1).isBetween(0, 4);
    assertThat(svg).contains(": label29</title>");
  }

  @Test
  void axesZoomToAccuracies() {
    assertThat(Scale.ofHeights(new double[] {95, 99}, false).from()).isBetween(90.0, 95.0);
    assertThat(Scale.ofHeights(new double[] {45, 99}, false).from()).isBetween(30.0, 45.0);
  }
}
