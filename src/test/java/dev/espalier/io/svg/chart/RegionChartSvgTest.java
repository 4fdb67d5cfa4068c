package dev.espalier.io.svg.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.study.RegionChart;
import dev.espalier.study.RegionChart.Area;
import dev.espalier.study.RegionChart.Axis;
import dev.espalier.study.RegionChart.Corner;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegionChartSvgTest {
  private static final Axis X = new Axis("bandwidth, Mbps", true, 1, 100);
  private static final Axis Y = new Axis("latency, ms", false, 0, 20);

  private static List<Corner> rectangle(double x0, double x1, double y0, double y1) {
    return List.of(new Corner(x0, y0), new Corner(x1, y0), new Corner(x1, y1), new Corner(x0, y1));
  }

  private static String svg(Area... areas) {
    return ChartSvg.of(new RegionChart("a <title>", X, Y, Optional.of("a note"), List.of(areas)));
  }

  @Test
  void areasFillTheirPlacesAndAreNamed() {
    String svg =
        svg(
            new Area("1", "all on d1", false, List.of(rectangle(1, 10, 0, 20))),
            new Area("2", "all on d2", false, List.of(rectangle(10, 100, 0, 20))));
    assertThat(svg)
        .contains("a &lt;title&gt;")
        .contains("bandwidth, Mbps, log scale (a note)")
        .contains("<title>1  all on d1</title>")
        .contains(">2  all on d2</text>");
    // 10 is halfway between 1 and 100 on a logarithmic axis.
    List<String> polygons = svg.lines().filter(line -> line.startsWith("<polygon")).toList();
    assertThat(polygons).hasSize(2);
    double left = number(polygons.get(0), 0);
    double middle = number(polygons.get(0), 1);
    double right = number(polygons.get(1), 1);
    assertThat(middle - left).isEqualTo(right - middle);
    assertThat(right - left).isEqualTo(560);
  }

  private static double number(String polygon, int corner) {
    String points = polygon.substring(polygon.indexOf('\'') + 1);
    return Double.parseDouble(points.split(" ")[corner].split(",")[0]);
  }

  @Test
  void labelIsLeftOutWhereThereIsNoRoom() {
    String svg =
        svg(
            new Area("no. 7", "large", false, List.of(rectangle(1, 90, 0, 20))),
            new Area("no. 8", "small", false, List.of(rectangle(90, 92, 0, 20))));
    assertThat(svg)
        .contains(">no. 7</text>")
        .doesNotContain(">no. 8</text>")
        .contains(">no. 8  small</text>");
  }

  @Test
  void equalChartsHaveEqualText() {
    Area area = new Area("", "no plan", true, List.of(rectangle(1, 2, 3, 4)));
    assertThat(svg(area)).isEqualTo(svg(area)).contains("no plan");
  }

  @Test
  void chartWithoutAreaOrLengthIsRefused() {
    assertThatThrownBy(() -> svg()).hasMessageContaining("there must be an area");
    assertThatThrownBy(() -> new Axis("x", true, 0, 1))
        .hasMessage("axis \"x\" must not be from 0.0 to 1.0");
    assertThatThrownBy(() -> new Axis("x", false, 1, Double.NaN)).isNotNull();
  }
}
