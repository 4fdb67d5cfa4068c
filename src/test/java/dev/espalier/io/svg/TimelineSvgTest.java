package dev.espalier.io.svg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.report.Timeline;
import dev.espalier.report.Timeline.Arrow;
import dev.espalier.report.Timeline.Block;
import dev.espalier.report.Timeline.Flag;
import dev.espalier.report.run.RunTimeline;
import dev.espalier.study.run.Load;
import dev.espalier.testing.SimulatedRun;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

class TimelineSvgTest {
  private static final Pattern LABEL =
      Pattern.compile("<text x='([\\d.]+)' y='([\\d.]+)' stroke='#ffffff'[^>]*>([^<]*)</text>");

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static Timeline timeline(int inFlight, int samples) {
    SimulatedRun simulated = new SimulatedRun();
    simulated.load = new Load(inFlight, OptionalDouble.empty());
    simulated.copyMs = 0.1;
    return RunTimeline.of(simulated.run(), samples);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void labelsDoNotMeet(int inFlight) throws Exception {
    String svg = TimelineSvg.of(timeline(inFlight, 8));
    parsed(svg);
    List<double[]> places = new ArrayList<>();
    Matcher label = LABEL.matcher(svg);
    while (label.find()) {
      double x = Double.parseDouble(label.group(1));
      double y = Double.parseDouble(label.group(2));
      places.add(new double[] {x, y - 10, x + TextWidth.of(label.group(3), 10), y});
    }
    assertThat(places).hasSizeGreaterThan(15);
    for (int i = 0; i < places.size(); i++) {
      for (int j = 0; j < i; j++) {
        double[] a = places.get(i);
        double[] b = places.get(j);
        assertThat(a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3])
            .as("labels %d and %d", i, j)
            .isFalse();
      }
    }
  }

  @Test
  void everyDetailCanBeRead() {
    Timeline timeline = timeline(1, 5);
    String svg = TimelineSvg.of(timeline);
    for (Block block : timeline.blocks()) {
      assertThat(svg).contains("<title>" + block.detail() + "</title>");
    }
    for (Arrow arrow : timeline.arrows()) {
      assertThat(svg).contains("<title>" + arrow.detail().replace(">", "&gt;") + "</title>");
    }
    for (Flag flag : timeline.flags()) {
      assertThat(svg).contains("<title>" + flag.detail() + "</title>");
    }
    assertThat(svg).contains(">exit1</text>", ">final</text>", ">5.9 kB</text>", ">784 B</text>");
  }

  @Test
  void equalTimelinesGiveEqualBytes() {
    assertThat(TimelineSvg.of(timeline(3, 5))).isEqualTo(TimelineSvg.of(timeline(3, 5)));
  }

  @Test
  void namesAreEscapedAndAnEmptyTimelineIsDrawn() throws Exception {
    Timeline empty =
        new Timeline(
            "<t>",
            List.of(Timeline.Lane.of("a & b", 0)),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    assertThat(empty.isEmpty()).isTrue();
    assertThat(parsed(TimelineSvg.of(empty)).getElementsByTagName("title").item(0))
        .extracting(Node::getTextContent)
        .isEqualTo("<t>");
  }

  @Test
  void lanesOfManyDevicesHaveRoom() {
    List<Timeline.Lane> lanes =
        IntStream.range(0, 12).mapToObj(d -> Timeline.Lane.of("d" + d, d)).toList();
    List<Arrow> up = List.of(new Arrow(11, 0, 0, 0, "1 B", "at once, and up"));
    String svg =
        TimelineSvg.of(
            new Timeline(
                "t",
                lanes,
                List.of(),
                List.of(),
                up,
                List.of(new Flag(0, 0, "e", "e")),
                List.of()));
    Matcher height = Pattern.compile("<svg [^>]* height='(\\d+)'").matcher(svg);
    assertThat(height.find()).isTrue();
    assertThat(Integer.parseInt(height.group(1))).isGreaterThan(12 * 60);
    assertThat(svg).doesNotContain("NaN");
  }
}
