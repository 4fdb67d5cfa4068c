package dev.espalier.io.json.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.io.InvalidFileException;
import dev.espalier.model.BranchyNet;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.study.map.MapAxis;
import dev.espalier.study.map.MapPoint;
import dev.espalier.study.map.PlanMap;
import dev.espalier.study.map.PlanMapper;
import dev.espalier.study.sweep.Parameter;
import dev.espalier.study.sweep.Parameter.Bandwidth;
import dev.espalier.study.sweep.Parameter.Ends;
import dev.espalier.study.sweep.Parameter.ExitProbability;
import dev.espalier.study.sweep.Parameter.InputBytes;
import dev.espalier.study.sweep.Parameter.LinkLatency;
import dev.espalier.study.sweep.Parameter.SpeedRatio;
import dev.espalier.study.sweep.Setting;
import dev.espalier.zoo.Zoo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanMapFileTest {
  private static final Setting BASE =
      Setting.of(
          Zoo.get("b-lenet"),
          new DeviceCatalog(
              "three",
              List.of(new Device("a", 0.2, 20), new Device("b", 2, 200), new Device("c", 20, 2000)),
              Network.uniform(8, 0)));

  private static final MapAxis BANDWIDTH = axis(new Bandwidth(Optional.empty()), 0.1, 100);
  private static final MapAxis LINK = axis(new Bandwidth(Optional.of(new Ends("a", "b"))), 0.1, 50);

  private static MapAxis axis(Parameter parameter, double from, double to) {
    return new MapAxis(parameter, from, to);
  }

  private static PlanningProblem problem(BranchyNet net, DeviceCatalog catalog) {
    return PlanningProblem.builder(net, catalog).source("a").build();
  }

  private static PlanMap map(
      BiFunction<BranchyNet, DeviceCatalog, PlanningProblem> problems, MapAxis... axes) {
    return new PlanMapper(Planners.exact(), SearchOptions.defaults(), value -> {})
        .map(BASE, List.of(axes), problems);
  }

  private static String text(MapAxis... axes) {
    return PlanMapFile.write(map(PlanMapFileTest::problem, axes), Map.of(), "exact", 1);
  }

  private static PlanMap read(String text) {
    return PlanMapReader.parse(text, "map.json", BASE, PlanMapFileTest::problem);
  }

  @Test
  void mapThatIsReadIsTheOneThatWasWritten() {
    List<List<MapAxis>> maps =
        List.of(
            List.of(BANDWIDTH),
            List.of(LINK, axis(new Bandwidth(Optional.of(new Ends("a", "c"))), 0.1, 50)),
            List.of(axis(new LinkLatency(Optional.of(new Ends("a", "c"))), 0, 20), BANDWIDTH),
            List.of(axis(new SpeedRatio("a", "c"), 1, 1000), BANDWIDTH),
            List.of(axis(new InputBytes("image"), 100, 10_000)),
            List.of(axis(new ExitProbability("exit1"), 0, 1), axis(LINK.parameter(), 1, 2)));
    for (List<MapAxis> axes : maps) {
      PlanMap written = map(PlanMapFileTest::problem, axes.toArray(MapAxis[]::new));
      String text = PlanMapFile.write(written, Map.of(), "exact", 1);
      PlanMap read = read(text);
      assertThat(read.axes()).isEqualTo(written.axes());
      assertThat(read.plans()).isEqualTo(written.plans());
      assertThat(read.regions()).isEqualTo(written.regions());
      assertThat(read.isProven()).isEqualTo(written.isProven());
      assertThat(PlanMapFile.write(read, Map.of(), "exact", 1)).isEqualTo(text);
      MapPoint middle =
          new MapPoint(axes.get(0).atPlace(0.4), axes.size() == 1 ? 0 : axes.get(1).atPlace(0.6));
      assertThat(read.at(middle)).isEqualTo(written.at(middle));
    }
  }

  @Test
  void mapOfABottleneckHasNoTerms() {
    BiFunction<BranchyNet, DeviceCatalog, PlanningProblem> throughput =
        (net, catalog) ->
            PlanningProblem.builder(net, catalog)
                .source("a")
                .objective(Objective.THROUGHPUT)
                .build();
    String text = PlanMapFile.write(map(throughput, BANDWIDTH), Map.of(), "exact", 1);
    assertThat(text).contains("\"values\" : [ ]");
    assertThat(PlanMapReader.parse(text, "map.json", BASE, throughput).plans()).isNotEmpty();
  }

  @Test
  void mapOfAnotherProblemIsRefused() {
    String text = text(BANDWIDTH);
    Setting faster =
        Setting.of(
            BASE.model(),
            new DeviceCatalog(
                "three",
                List.of(
                    new Device("a", 0.3, 20), new Device("b", 2, 200), new Device("c", 20, 2000)),
                Network.uniform(8, 0)));
    assertThatThrownBy(
            () -> PlanMapReader.parse(text, "map.json", faster, PlanMapFileTest::problem))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("map.json: /plans/0/values/0/")
        .hasMessageContaining("the map was made for another problem");
    assertThatThrownBy(
            () ->
                PlanMapReader.parse(
                    text,
                    "map.json",
                    BASE,
                    (net, catalog) ->
                        PlanningProblem.builder(net, catalog).source("a").maxSlices(1).build()))
        .hasMessageContaining("/options/maxPartitions")
        .hasMessageContaining("the map was made with another value of this option");
    assertThatThrownBy(
            () ->
                PlanMapReader.parse(
                    text,
                    "map.json",
                    BASE,
                    (net, catalog) -> PlanningProblem.builder(net, catalog).build()))
        .hasMessageContaining("unknown field \"source\"");
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"espalier-map/1\" | \"espalier-plan/1\" | expected \"espalier-map/1\"",
        "\"model\" : \"b-lenet\" | \"model\" : \"b-alexnet\" | expected \"b-lenet\", as the map must",
        "\"kind\" : \"bandwidth\" | \"kind\" : \"band\" | expected \"bandwidth\" or",
        "\"from\" : 0.1, | \"from\" : -1, | bandwidthMbps must be > 0",
        "\"number\" : 2 | \"number\" : 3 | expected 2 but found 3",
        "\"plan\" : 2 | \"plan\" : 9 | expected the number of a plan from 1 to",
        "\"searches\" : | \"searched\" : | unknown field \"searched\"",
        "\"to\" : 100.0 | \"to\" : 99.0 | expected a value from 0.1 to 99.0 but found 100.0",
        "\"device\" : \"a\" | \"device\" : \"z\" | device \"z\" is not in catalog"
      })
  void wrongFilesAreRefusedWithTheirPlace(String from, String to, String message) {
    String text = text(BANDWIDTH);
    assertThat(text).contains(from);
    String wrong = text.replaceFirst(java.util.regex.Pattern.quote(from), to);
    assertThatThrownBy(() -> read(wrong))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageStartingWith("map.json: ")
        .hasMessageContaining(message);
  }

  @Test
  void regionsOfOneParameterMustAdjoin() {
    String text = text(BANDWIDTH);
    int regions = text.indexOf("\"regions\"");
    String gap =
        text.substring(0, regions)
            + text.substring(regions).replaceFirst("\"from\" : 0.1", "\"from\" : 0.2");
    assertThatThrownBy(() -> read(gap))
        .hasMessageContaining("/regions/0/from")
        .hasMessageContaining("expected 0.1, where the region before ends but found 0.2");
  }

  @Test
  void gapMustFitTheProof() {
    String text = text(BANDWIDTH);
    assertThatThrownBy(() -> read(text.replaceFirst("\"gap\" : 0.0", "\"gap\" : 0.1")))
        .hasMessageContaining("expected 0 where, and only where, the region is proven");
    assertThatThrownBy(() -> read(text.replaceFirst("\"gap\" : 0.0", "\"gap\" : -0.1")))
        .hasMessageContaining("expected a number >= 0 but found -0.1");
  }

  @Test
  void linkMustNameTwoDevices() {
    String text = text(LINK);
    assertThatThrownBy(
            () ->
                read(text.replace("\"link\" : [ \"a\", \"b\"", "\"link\" : [ \"a\", \"nowhere\"")))
        .hasMessageContaining("expected a device of catalog \"three\" but found \"nowhere\"");
  }
}
