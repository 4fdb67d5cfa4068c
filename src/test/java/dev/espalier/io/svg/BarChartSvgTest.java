package dev.espalier.io.svg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.espalier.study.BarChart;
import dev.espalier.study.BarChart.Series;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class BarChartSvgTest {
  private static final double NONE = Double.NaN;
  private static final String BLUE = "rgb(0,114,178)";
  private static final String LIGHT_BLUE = "rgb(153,199,224)";
  private static final String ORANGE = "rgb(230,159,0)";

  private static BarChart chart(Series... series) {
    return new BarChart(
        "Latency by slices", "slices", "latency in ms", List.of("3", "4", "5"), List.of(series));
  }

  /** The drawing as XML; any reader that asks for a DTD on the net would fail here. */
  private static Document parsed(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
  }

  private static String text(Document svg, String tag) {
    return svg.getElementsByTagName(tag).item(0).getTextContent();
  }

  /** Bars are paths; the boxes of the legend, in the same colours, are rectangles. */
  private static List<String> bars(BarChart chart, String color) throws Exception {
    NodeList paths = parsed(BarChartSvg.of(chart)).getElementsByTagName("path");
    return IntStream.range(0, paths.getLength())
        .mapToObj(i -> (Element) paths.item(i))
        .filter(path -> path.getAttribute("style").contains("fill:" + color + ";"))
        .map(path -> path.getAttribute("d"))
        .toList();
  }

  @Test
  void saysInTextWhatItShows() throws Exception {
    Document svg =
        parsed(
            BarChartSvg.of(chart(Series.of("optimum", 1, 2, 3), Series.of("genetic", 4, NONE, 6))));
    assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(text(svg, "title")).isEqualTo("Latency by slices");
    assertThat(text(svg, "desc"))
        .isEqualTo(
            "latency in ms by slices. optimum: 3 = 1, 4 = 2, 5 = 3; genetic: 3 = 4, 4 = none, 5 = 6");
  }

  @Test
  void everyValueIsABarAndNaNLeavesAGap() throws Exception {
    BarChart whole = chart(Series.of("optimum", 1, 2, 3), Series.of("genetic", 4, 5, 6));
    BarChart gap = chart(Series.of("optimum", 1, 2, 3), Series.of("genetic", 4, NONE, 6));
    assertThat(bars(whole, BLUE)).hasSize(3);
    List<String> bars = bars(whole, ORANGE);
    assertThat(bars).hasSize(3);
    assertThat(bars(gap, ORANGE)).containsExactly(bars.get(0), bars.get(2));
  }

  @Test
  void publishedSeriesAreLighterThanTheirOwn() throws Exception {
    BarChart chart =
        chart(
            Series.of("optimum", 1, 2, 3),
            Series.of("optimum (published)", 1, 2, 3),
            Series.of("genetic", 1, 2, 3));
    assertThat(bars(chart, BLUE)).hasSize(3);
    assertThat(bars(chart, LIGHT_BLUE)).hasSize(3);
    assertThat(bars(chart, ORANGE)).hasSize(3);
  }

  @Test
  void equalChartsGiveEqualText() {
    assertThat(BarChartSvg.of(chart(Series.of("optimum", 1, 200, NONE))))
        .isEqualTo(BarChartSvg.of(chart(Series.of("optimum", 1, 200, NONE))));
  }

  @Test
  void anyNameStaysWellFormed() throws Exception {
    BarChart chart =
        new BarChart(
            "a & b < c > \"d\" ]]> 'é' 1.23456",
            "<x>",
            "&amp;",
            List.of("$\\frac12$", "<!--"),
            List.of(Series.of("p&q", 1, 2), Series.of("%s", 1, 2)));
    Document svg = parsed(BarChartSvg.of(chart));
    assertThat(text(svg, "title")).isEqualTo(chart.title());
    assertThat(text(svg, "desc")).startsWith("&amp; by <x>. p&q: $\\frac12$ = 1, <!-- = 2; %s: ");
  }

  @Test
  void widelySpreadValuesStandOnALogarithmicAxisWithoutZero() throws Exception {
    assertThat(ValueAxis.of(chart(Series.of("a", 2, 0, 100))).isLogarithmic()).isFalse();
    BarChart spread = chart(Series.of("a", 2, 0, 101));
    assertThat(ValueAxis.of(spread).isLogarithmic()).isTrue();
    assertThat(ValueAxis.of(spread).least()).isEqualTo(1);
    assertThat(bars(spread, BLUE)).hasSize(2);
  }

  @Test
  void theSmallestBarOfALogarithmicAxisHasAHeight() {
    assertThat(ValueAxis.of(chart(Series.of("a", 10, 100, 1000))).least()).isEqualTo(1);
    assertThat(ValueAxis.of(chart(Series.of("a", 10.1, 100, 1000))).least()).isEqualTo(1);
    assertThat(ValueAxis.of(chart(Series.of("a", 24, 100, 3600))).least()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-30, 0.5, 1e30})
  void anyMagnitudeCanBeDrawn(double value) throws Exception {
    assertThat(bars(chart(Series.of("a", value, value, NONE)), BLUE)).hasSize(2);
    assertThat(bars(chart(Series.of("a", value, 1, NONE)), BLUE)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.12345, 0.123",
    "22.25, 22.3",
    "98.35, 98.4",
    "153.7, 154",
    "3600, 3600",
    "1234567, 1.23E6",
    "0.00001, 1E-5",
    "70, 70"
  })
  void labelsHaveThreeDigits(double value, String label) {
    assertThat(ValueAxis.label(value)).isEqualTo(label);
  }

  @Test
  void chartsThatCannotBeDrawnAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> chart(Series.of("a", 1, 2)))
        .withMessage("series \"a\": values must be 3, one for each category, but are 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> chart(Series.of("a", NONE, NONE, NONE)))
        .withMessage("bar chart: series must have at least one value but all are NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> chart())
        .withMessage("bar chart: series must list at least one but is empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> chart(Series.of("a", 1, 2, 3), Series.of("a", 1, 2, 3)))
        .withMessage("bar chart: series must be unique but list \"a\" twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Series.of("a", 1, -2))
        .withMessage("series \"a\": values/1 must be >= 0 but is -2.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Series.of("a", Double.POSITIVE_INFINITY))
        .withMessage("series \"a\": values/0 must be a number from 1e-30 to 1e30 but is Infinity");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BarChart(" ", "x", "y", List.of("3"), List.of(Series.of("a", 1))))
        .withMessage("bar chart: title must not be blank but is \" \"");
  }
}
