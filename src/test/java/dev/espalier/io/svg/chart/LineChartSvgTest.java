package dev.espalier.io.svg.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.espalier.io.svg.Palette;
import dev.espalier.io.svg.Scale;
import dev.espalier.io.svg.Tick;
import dev.espalier.study.Interval;
import dev.espalier.study.LineChart;
import dev.espalier.study.LineChart.Join;
import dev.espalier.study.LineChart.Line;
import dev.espalier.study.LineChart.Point;
import dev.espalier.study.LineChart.XAxis;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class LineChartSvgTest {
  private static final double NONE = Double.NaN;
  private static final String BLUE = Palette.series(0).light();
  private static final String ORANGE = Palette.series(1).light();

  private static LineChart chart(XAxis axis, Line... lines) {
    return new LineChart("Latency", axis, "latency in ms", Optional.empty(), List.of(lines));
  }

  private static LineChart chart(Line... lines) {
    return chart(XAxis.linear("bandwidth in Mbps"), lines);
  }

  /** A line through these heights at 1, 2, 3, ... */
  private static Line line(String name, double... heights) {
    return Line.straight(
        name,
        IntStream.range(0, heights.length).mapToObj(i -> new Point(i + 1, heights[i])).toList());
  }

  /** The drawing as XML; any reader that requests a DTD on the net would fail here. */
  private static Document parsed(LineChart chart) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(LineChartSvg.of(chart))));
  }

  private static String text(Document svg, String tag) {
    return svg.getElementsByTagName(tag).item(0).getTextContent();
  }

  /** Elements of lines, without the samples of the legend, with this color as an attribute. */
  private static List<Element> drawn(LineChart chart, String tag, String what, String color)
      throws Exception {
    NodeList all = parsed(chart).getElementsByTagName(tag);
    return IntStream.range(0, all.getLength())
        .mapToObj(i -> (Element) all.item(i))
        .filter(each -> ((Element) each.getParentNode()).getAttribute("class").equals("line"))
        .filter(each -> each.getAttribute(what).equals(color))
        .toList();
  }

  /** Radii of the markers of the first line, which are circles. */
  private static List<String> markers(LineChart chart) throws Exception {
    return drawn(chart, "circle", "fill", BLUE).stream()
        .map(each -> each.getAttribute("r"))
        .toList();
  }

  @Test
  void dashesRunOnFromPointToPoint() throws Exception {
    assertThat(drawn(chart(line("a", 1, 2, 4, 3)), "polyline", "stroke", BLUE))
        .singleElement()
        .satisfies(path -> assertThat(path.getAttribute("points").split(" ")).hasSize(4));
  }

  @Test
  void saysInTextWhatItShows() throws Exception {
    LineChart chart =
        new LineChart(
            "Latency",
            XAxis.logarithmic("bandwidth in Mbps"),
            "latency in ms",
            Optional.of("another plan"),
            List.of(
                Line.straight("5 ms", List.of(new Point(1, 2.5), new Point(10, 0.125, true))),
                Line.straight("9 ms", List.of(new Point(1, NONE)))));
    Document svg = parsed(chart);
    assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(text(svg, "title")).isEqualTo("Latency");
    assertThat(text(svg, "desc"))
        .isEqualTo(
            "latency in ms by bandwidth in Mbps. *: another plan."
                + " 5 ms: 1 = 2.5, 10 = 0.125*; 9 ms: 1 = none");
  }

  @Test
  void namesStandBelowTheirPoints() throws Exception {
    LineChart chart =
        chart(
            XAxis.named("condition", List.of("clean", "fog")),
            Line.straight("a", List.of(new Point(0, 1), new Point(1, 2))));
    assertThat(text(parsed(chart), "desc"))
        .isEqualTo("latency in ms by condition. a: clean = 1, fog = 2");
  }

  @Test
  void everyPointHasAMarkerAndNaNLeavesAGap() throws Exception {
    assertThat(markers(chart(line("a", 1, 2, 3)))).hasSize(3);
    LineChart gap = chart(line("a", 1, NONE, 3, 4));
    assertThat(markers(gap)).hasSize(3);
    assertThat(drawn(chart(line("a", 1, 2, 3, 4)), "polyline", "stroke", BLUE)).hasSize(1);
    assertThat(drawn(chart(line("a", 1, 2, NONE, 3, 4)), "polyline", "stroke", BLUE)).hasSize(2);
  }

  @Test
  void longLinesHaveMarkersAtSomePointsAndAtLonelyOnes() throws Exception {
    double[] heights = new double[400];
    for (int i = 0; i < heights.length; i++) {
      heights[i] = i == 102 || i == 104 ? NONE : i;
    }
    int markers = markers(chart(line("a", heights))).size();
    assertThat(markers).isBetween(38, 45);
    heights[102] = 102;
    assertThat(markers(chart(line("a", heights)))).hasSize(markers - 1);
  }

  @Test
  void markedPointsAreLarger() throws Exception {
    LineChart chart = chart(Line.straight("a", List.of(new Point(1, 1), new Point(2, 2, true))));
    assertThat(markers(chart)).containsExactly("3.2", "5.6");
  }

  @Test
  void intervalsAreWhiskersFromTheirLowToTheirHighEnd() throws Exception {
    Point estimated = Point.estimated(1, 2, Optional.of(new Interval(1, 4)));
    LineChart chart = chart(Line.straight("a", List.of(estimated, new Point(2, 3))));
    List<Element> whiskers = drawn(chart, "path", "stroke", BLUE);
    assertThat(whiskers).hasSize(1);
    String[] numbers = whiskers.get(0).getAttribute("d").substring(1).split("[MHV ]");
    double low = Double.parseDouble(numbers[1]);
    double high = Double.parseDouble(numbers[5]);
    Element circle = drawn(chart, "circle", "fill", BLUE).get(0);
    double middle = Double.parseDouble(circle.getAttribute("cy"));
    assertThat((low - middle) / (low - high)).isCloseTo((2.0 - 1) / (4 - 1), Offset.offset(1e-3));
    assertThat(numbers[3]).isEqualTo(circle.getAttribute("cx"));
    assertThat(text(parsed(chart), "desc")).contains("a: 1 = 2 (1 to 4), 2 = 3");
  }

  @Test
  void axisHasRoomForIntervals() throws Exception {
    Point estimated = Point.estimated(1, 2, Optional.of(new Interval(-30, 40)));
    assertThat(LineChartSvg.of(chart(Line.straight("a", List.of(estimated)))))
        .contains(">40</text>", ">-20</text>");
  }

  @Test
  void intervalsStandOnALinearAxis() {
    LineChart without = chart(line("a", 0.1, 90));
    assertThat(LineChartSvg.of(without)).contains("log scale");
    Point estimated = Point.estimated(2, 90, Optional.of(new Interval(80, 95)));
    LineChart with = chart(Line.straight("a", List.of(new Point(1, 0.1), estimated)));
    assertThat(LineChartSvg.of(with)).doesNotContain("log scale");
  }

  @Test
  void heightOutsideItsIntervalIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Point.estimated(1, 5, Optional.of(new Interval(1, 4))))
        .withMessage("point: y must be within its interval, 1.0 to 4.0, but is 5.0");
  }

  @Test
  void linesDifferInColorAndDashes() throws Exception {
    LineChart chart = chart(line("a", 1, 2), line("b", 2, 3));
    List<Element> blue = drawn(chart, "polyline", "stroke", BLUE);
    List<Element> orange = drawn(chart, "polyline", "stroke", ORANGE);
    assertThat(blue).isNotEmpty().noneMatch(LineChartSvgTest::isDashed);
    assertThat(orange).isNotEmpty().allMatch(LineChartSvgTest::isDashed);
  }

  private static boolean isDashed(Element path) {
    return path.hasAttribute("stroke-dasharray");
  }

  @Test
  void stepsGoLevelFirst() throws Exception {
    List<Point> points = List.of(new Point(1, 1), new Point(2, 2));
    List<Point> corners = List.of(new Point(1, 1), new Point(2, 1), new Point(2, 2));
    assertThat(path(new Line("a", Join.STEPS, points)))
        .isEqualTo(path(Line.straight("a", corners)));
    assertThat(drawn(chart(new Line("a", Join.NONE, points)), "polyline", "stroke", BLUE))
        .isEmpty();
  }

  private static String path(Line line) throws Exception {
    return drawn(chart(line), "polyline", "stroke", BLUE).get(0).getAttribute("points");
  }

  @Test
  void everyMachineWritesTheSameBytes() throws Exception {
    Line steps = new Line("steps", Join.STEPS, List.of(new Point(1, 3), new Point(3, 1, true)));
    LineChart chart = chart(XAxis.logarithmic("bandwidth in Mbps"), line("a", 1, NONE, 7), steps);
    try (InputStream golden = LineChartSvgTest.class.getResourceAsStream("line-chart.svg")) {
      assertThat(LineChartSvg.of(chart))
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void drawsWhereTheLanguageWritesNumbersOtherwise() {
    LineChart chart = chart(line("a", 0.25, 1.5, 2e7));
    String expected = LineChartSvg.of(chart);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(LineChartSvg.of(chart)).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void anyNameStaysWellFormed() throws Exception {
    LineChart chart =
        new LineChart(
            "a & b < c > ]]>",
            XAxis.named("<x>", List.of("$\\frac12$", "<!--", "x".repeat(200))),
            "&amp;",
            Optional.of("%s"),
            List.of(Line.straight("p&q", List.of(new Point(0, 1), new Point(2, 2)))));
    assertThat(text(parsed(chart), "title")).isEqualTo(chart.title());
    assertThat(text(parsed(chart), "desc")).startsWith("&amp; by <x>. *: %s. p&q: $\\frac12$ = 1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e30, -3, 0, 2e-30, 3e-17, 0.5, 224.92, 1e30})
  void anyMagnitudeCanBeDrawn(double value) throws Exception {
    assertThat(markers(chart(line("a", value)))).hasSize(1);
    assertThat(markers(chart(line("a", value, value)))).hasSize(2);
    assertThat(markers(chart(line("a", value, 1, 1e30)))).hasSize(3);
    Line wide = Line.straight("a", List.of(new Point(value, 1), new Point(value / 2, 2)));
    assertThat(markers(chart(wide))).hasSize(2);
    if (value > 0) {
      assertThat(markers(chart(XAxis.logarithmic("x"), wide))).hasSize(2);
      Line wider = Line.straight("a", List.of(new Point(value, 1), new Point(1, 2)));
      assertThat(markers(chart(XAxis.logarithmic("x"), wider))).hasSize(2);
    }
  }

  @Test
  void asManyLinesAndNamesAsThereMayBeCanBeDrawn() throws Exception {
    Line[] lines =
        IntStream.range(0, LineChart.MAX_LINES)
            .mapToObj(i -> line("line " + i, i, i + 1))
            .toArray(Line[]::new);
    assertThat(parsed(chart(lines)).getDocumentElement().getAttribute("height")).isNotEmpty();
    List<String> names = IntStream.range(0, 100).mapToObj(i -> "name " + i).toList();
    assertThat(parsed(chart(XAxis.named("x", names), line("a", 1, 2))).getDocumentElement())
        .isNotNull();
  }

  @Test
  void manyNamesAreSlantedSoThatTheChartStaysNarrow() throws Exception {
    NameTicks few = new NameTicks(List.of("gaussian-blur-0", "gaussian-blur-1"));
    assertThat(few.isSlanted()).isFalse();
    List<String> names = IntStream.range(0, 12).mapToObj(i -> "gaussian-blur-" + i).toList();
    assertThat(new NameTicks(names).isSlanted()).isTrue();
    assertThat(new NameTicks(names).width()).isLessThan(2 * few.width());
    LineChart chart = chart(XAxis.named("condition", names), line("a", 1, 2));
    assertThat(LineChartSvg.of(chart)).contains("transform='rotate(-60 ");
  }

  private static List<String> labels(Scale scale) {
    return scale.ticks().stream().map(Tick::label).toList();
  }

  @Test
  void ticksAreRoundAndStandWhereTheirNumbersAre() {
    Scale heights = Scale.ofHeights(new double[] {100, 390, NONE}, true);
    assertThat(labels(heights))
        .containsExactly("0", "50", "100", "150", "200", "250", "300", "350", "400");
    assertThat(heights.ticks().get(0).share()).isZero();
    assertThat(heights.share(390)).isEqualTo(0.975);
    Scale places = Scale.ofPlaces(new double[] {1, 100}, true);
    assertThat(places.share(10)).isCloseTo(0.5, within(1e-9));
  }

  private static Offset<Double> within(double offset) {
    return Offset.offset(offset);
  }

  @Test
  void nearlyEqualHeightsAreLookedAtCloselyAndEqualOnesAreNot() {
    Scale close = Scale.ofHeights(new double[] {224.921, 224.925}, true);
    assertThat(close.share(224.921)).isPositive();
    assertThat(labels(close)).startsWith("224.9205", "224.9210").endsWith("224.9250");
    Scale equal = Scale.ofHeights(new double[] {224.92, 224.92}, true);
    assertThat(labels(equal)).startsWith("0", "50");
    assertThat(equal.share(224.92)).isLessThan(1);
  }

  @Test
  void widelySpreadHeightsStandOnALogarithmicAxis() {
    assertThat(Scale.ofHeights(new double[] {2, 100}, true).isLogarithmic()).isFalse();
    assertThat(Scale.ofHeights(new double[] {2, 101}, true).isLogarithmic()).isTrue();
    assertThat(Scale.ofHeights(new double[] {0, 101}, true).isLogarithmic()).isFalse();
    assertThat(Scale.ofHeights(new double[] {2, 101}, false).isLogarithmic()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"50, '1 2 5 10 20 50'", "8, '1 2 3 4 5 6 7 8'", "1000, '1 10 100 1000'"})
  void logarithmicAxesLabelAsManyNumbersAsHaveRoom(double max, String expected) {
    List<String> labels =
        labels(Scale.ofPlaces(new double[] {1, max}, true)).stream()
            .filter(label -> !label.isEmpty())
            .toList();
    assertThat(labels).containsExactly(expected.split(" "));
  }

  @Test
  void chartsThatCannotBeDrawnAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> chart(line("a", NONE)))
        .withMessage("line chart: lines must have at least one point but all are NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> chart())
        .withMessage("line chart: lines must be 1 to 28 but are 0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new LineChart(
                    "t",
                    XAxis.linear("x"),
                    "y",
                    Optional.empty(),
                    Collections.nCopies(29, line("a", 1))))
        .withMessage("line chart: lines must be 1 to 28 but are 29");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> chart(line("a", 1), line("a", 1)))
        .withMessage("line chart: lines must be unique but list \"a\" twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> chart(line("a", Double.NEGATIVE_INFINITY)))
        .withMessage("line \"a\": y must be a number of at most 1e30 but is -Infinity");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> chart(XAxis.logarithmic("x"), Line.straight("a", List.of(new Point(0, 1)))))
        .withMessage("line \"a\": x must be > 0 but is 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                chart(XAxis.named("x", List.of("n")), Line.straight("a", List.of(new Point(1, 1)))))
        .withMessage("line \"a\": x must be the index of one of 1 names but is 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new XAxis("x", true, List.of("n")))
        .withMessage("x axis: names must not stand on a logarithmic axis");
  }
}
