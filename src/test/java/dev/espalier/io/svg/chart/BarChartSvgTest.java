package dev.espalier.io.svg.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.io.svg.NumberText;
import dev.espalier.io.svg.Palette;
import dev.espalier.io.svg.Scale;
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
  private static final String BLUE = Palette.series(0).light();
  private static final String LIGHT_BLUE = Palette.pale(0).light();
  private static final String ORANGE = Palette.series(1).light();

  private static BarChart chart(Series... series) {
    return new BarChart(
        "Latency by slices", "slices", "latency in ms", List.of("3", "4", "5"), List.of(series));
  }

  /** The drawing as XML; any reader that requests a DTD on the net would fail here. */
  private static Document parsed(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
  }

  private static String text(Document svg, String tag) {
    return svg.getElementsByTagName(tag).item(0).getTextContent();
  }

  /** The bars of a color: their rectangles without the samples of the legend. */
  private static List<Element> bars(BarChart chart, String color) throws Exception {
    NodeList all = parsed(BarChartSvg.of(chart)).getElementsByTagName("rect");
    return IntStream.range(0, all.getLength())
        .mapToObj(i -> (Element) all.item(i))
        .filter(bar -> ((Element) bar.getParentNode()).getAttribute("class").equals("bars"))
        .filter(bar -> bar.getAttribute("fill").equals(color))
        .toList();
  }

  private static List<String> lefts(List<Element> bars) {
    return bars.stream().map(bar -> bar.getAttribute("x")).toList();
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
    List<String> lefts = lefts(bars(whole, ORANGE));
    assertThat(lefts).hasSize(3);
    assertThat(lefts(bars(gap, ORANGE))).containsExactly(lefts.get(0), lefts.get(2));
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
            "a & b < c > \"d\" ]]> 'é' 1.23456 😀",
            "<x>",
            "&amp;",
            List.of("$\\frac12$", "<!--"),
            List.of(Series.of("p&q", 1, 2), Series.of("%s", 1, 2)));
    Document svg = parsed(BarChartSvg.of(chart));
    assertThat(text(svg, "title")).isEqualTo(chart.title());
    assertThat(text(svg, "desc")).startsWith("&amp; by <x>. p&q: $\\frac12$ = 1, <!-- = 2; %s: ");
  }

  @Test
  void charactersThatXmlDoesNotAllowAreReplaced() throws Exception {
    BarChart chart = new BarChart("end \uFFFF", "x", "y", List.of("3"), List.of(Series.of("a", 1)));
    assertThat(text(parsed(BarChartSvg.of(chart)), "title")).isEqualTo("end \uFFFD");
  }

  @Test
  void heightsAreProportionalToValues() throws Exception {
    List<Double> heights =
        bars(chart(Series.of("a", 1, 2, 4)), BLUE).stream()
            .map(bar -> Double.parseDouble(bar.getAttribute("height")))
            .toList();
    assertThat(heights.get(1)).isCloseTo(2 * heights.get(0), within(0.02));
    assertThat(heights.get(2)).isCloseTo(4 * heights.get(0), within(0.02));
  }

  @Test
  void lettersStayText() throws Exception {
    NodeList texts =
        parsed(BarChartSvg.of(chart(Series.of("optimum", 1, 2, 3), Series.of("genetic", 4, 5, 6))))
            .getElementsByTagName("text");
    assertThat(IntStream.range(0, texts.getLength()).mapToObj(i -> texts.item(i).getTextContent()))
        .contains("Latency by slices", "slices", "latency in ms", "3", "optimum", "genetic");
  }

  @Test
  void widelySpreadValuesStandOnALogarithmicAxisWithoutZero() throws Exception {
    assertThat(Scale.ofBars(new double[] {2, 0, 100}).isLogarithmic()).isFalse();
    Scale spread = Scale.ofBars(new double[] {2, 0, 101, NONE});
    assertThat(spread.isLogarithmic()).isTrue();
    assertThat(spread.from()).isEqualTo(1);
    assertThat(bars(chart(Series.of("a", 2, 0, 101)), BLUE)).hasSize(2);
  }

  @Test
  void theSmallestBarOfALogarithmicAxisHasAHeight() {
    assertThat(Scale.ofBars(new double[] {10, 100, 1000}).from()).isEqualTo(1);
    assertThat(Scale.ofBars(new double[] {10.1, 100, 1000}).from()).isEqualTo(1);
    assertThat(Scale.ofBars(new double[] {24, 100, 3600}).from()).isEqualTo(10);
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
    assertThat(NumberText.ofBar(value)).isEqualTo(label);
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
