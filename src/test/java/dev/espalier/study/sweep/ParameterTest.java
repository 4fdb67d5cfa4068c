package dev.espalier.study.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cli.parse.AxisText;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.device.Network;
import dev.espalier.model.Exit;
import dev.espalier.model.ModelInput;
import dev.espalier.zoo.Zoo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTest {
  private static final Device PI = new Device("pi", 24, 8500).withMemoryMiB(64).withEnergy(5, 100);
  private static final Device TPU = new Device("tpu:0", 200, 40_000);
  private static final Device CLOUD = new Device("cloud", 1000, 100_000);
  private static final Link LINK = new Link("pi", "cloud", 40, 2);
  private static final DeviceCatalog CATALOG =
      new DeviceCatalog(
          "lab", List.of(PI, TPU, CLOUD), Network.uniform(94, 0.5).withLinks(List.of(LINK)));
  private static final Setting BASE = Setting.of(Zoo.get("b-alexnet"), CATALOG);

  private static Setting at(String axis) {
    Axis parsed = AxisText.parse(axis, BASE);
    return parsed.parameter().set(BASE, parsed.values().get(0));
  }

  private static List<Double> probabilities(Setting setting) {
    return setting.net().exits().stream().map(Exit::probability).toList();
  }

  @Test
  void bandwidthIsThatOfTheNetworkAlone() {
    Setting changed = at("bandwidth=8");
    assertThat(changed.catalog())
        .isEqualTo(CATALOG.withNetwork(Network.uniform(8, 0.5).withLinks(List.of(LINK))));
    assertThat(changed.net()).isEqualTo(BASE.model());
  }

  @Test
  void bandwidthOfALinkIsThatOfBothDirectionsAlone() {
    Setting changed = at("bandwidth:pi:cloud=8");
    assertThat(changed.catalog().link("pi", "cloud")).isEqualTo(LINK.withBandwidthMbps(8));
    assertThat(changed.catalog().link("cloud", "pi")).isEqualTo(new Link("cloud", "pi", 8, 0.5));
    assertThat(changed.catalog().link("pi", "tpu:0")).isEqualTo(CATALOG.link("pi", "tpu:0"));
    assertThat(changed.catalog().devices()).isEqualTo(CATALOG.devices());
  }

  @Test
  void bytesSentForAnInputAreNotThoseOfItsTensor() {
    for (String axis : List.of("input-bytes=900", "input-bytes:image=900")) {
      ModelInput changed = at(axis).net().inputs().get(0);
      assertThat(changed.sentBytes()).isEqualTo(900);
      assertThat(changed.bytes()).isEqualTo(BASE.model().inputs().get(0).bytes());
    }
    assertThat(at("input-bytes=900").net().layers()).isEqualTo(BASE.model().layers());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> at("input-bytes:picture=900"))
        .withMessage(
            "expected input-bytes:NAME with an input of model \"b-alexnet\", which has image, but"
                + " found \"picture\"");
  }

  @Test
  void linkLatencyIsThatOfTheNetworkAlone() {
    assertThat(at("link-latency=7").catalog())
        .isEqualTo(CATALOG.withNetwork(Network.uniform(94, 7).withLinks(List.of(LINK))));
  }

  @Test
  void linkLatencyOfALinkIsThatOfBothDirectionsAlone() {
    Setting changed = at("link-latency:tpu:0:cloud=7");
    assertThat(changed.catalog().link("tpu:0", "cloud"))
        .isEqualTo(new Link("tpu:0", "cloud", 94, 7));
    assertThat(changed.catalog().link("cloud", "tpu:0"))
        .isEqualTo(new Link("cloud", "tpu:0", 94, 7));
    assertThat(changed.catalog().link("pi", "cloud")).isEqualTo(LINK);
  }

  @Test
  void gammaDividesTheRatesOfTheOtherDevice() {
    Setting changed = at("gamma:pi:cloud=10");
    assertThat(changed.catalog()).isEqualTo(CATALOG.withDevice(PI.withRates(100, 10_000)));
  }

  @Test
  void gammaOneMakesDevicesEquallyFast() {
    DeviceCatalog changed = at("gamma:tpu:0:cloud=1").catalog();
    assertThat(changed.device("tpu:0")).isEqualTo(TPU.withRates(CLOUD.gflops(), CLOUD.ioMBps()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1e-9", "0.3", "0.656", "0.999999999", "1"})
  void probabilitiesSumToOneAndTheOthersKeepTheirProportion(String probability) {
    for (String exit : List.of("exit1", "exit2", "final")) {
      List<Exit> exits = at("probability:%s=%s".formatted(exit, probability)).net().exits();
      assertThat(exits.stream().mapToDouble(Exit::probability).sum()).isCloseTo(1, within(1e-12));
      List<Exit> before = BASE.model().exits();
      double scale = Double.NaN;
      for (int e = 0; e < exits.size(); e++) {
        assertThat(exits.get(e).layer()).isEqualTo(before.get(e).layer());
        if (exits.get(e).name().equals(exit)) {
          assertThat(exits.get(e).probability()).isEqualTo(Double.parseDouble(probability));
        } else {
          double ratio = exits.get(e).probability() / before.get(e).probability();
          assertThat(Double.isNaN(scale) ? ratio : scale).isCloseTo(ratio, within(1e-12));
          scale = ratio;
        }
      }
    }
  }

  @Test
  void finalExitTakesTheRestWhereTheOthersHaveNone() {
    Setting none =
        BASE.withProbability("exit1", 1).withProbability("exit2", 0).withProbability("final", 0);
    Setting base = Setting.of(none.net(), CATALOG);
    assertThat(probabilities(base.withProbability("exit1", 0.25))).containsExactly(0.25, 0.0, 0.75);
  }

  @Test
  void twoProbabilitiesHoldTogetherInAnyOrder() {
    Setting both = BASE.withProbability("exit1", 0.5).withProbability("exit2", 0.25);
    assertThat(probabilities(both)).containsExactly(0.5, 0.25, 0.25);
    assertThat(probabilities(BASE.withProbability("exit2", 0.25).withProbability("exit1", 0.5)))
        .isEqualTo(probabilities(both));
  }

  @Test
  void probabilitiesThatCannotSumToOneAreRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BASE.withProbability("exit1", 0.75).withProbability("exit2", 0.5).net())
        .withMessage(
            "the probabilities of all exits must sum to 1 but those of exit1, exit2 sum to 1.25");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                BASE.withProbability("exit1", 0.5)
                    .withProbability("exit2", 0.25)
                    .withProbability("final", 0)
                    .net())
        .withMessage(
            "the probabilities of all exits must sum to 1 but those of exit1, exit2, final sum to 0.75");
  }

  @Test
  void speedThatOthersAreMeasuredByIsSetFirst() {
    for (List<String> order :
        List.of(
            List.of("gamma:pi:tpu:0=2", "gamma:tpu:0:cloud=5"),
            List.of("gamma:tpu:0:cloud=5", "gamma:pi:tpu:0=2"))) {
      Grid grid = new Grid(order.stream().map(axis -> AxisText.parse(axis, BASE)).toList());
      DeviceCatalog changed = grid.at(BASE, grid.points().get(0)).catalog();
      assertThat(changed.device("tpu:0").gflops()).isEqualTo(200);
      assertThat(changed.device("pi").gflops()).isEqualTo(100);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bandwidth=1 | bandwidth=2",
        "probability:exit1=0.1 | probability:exit1=0.2",
        "gamma:pi:cloud=1 | gamma:pi:tpu:0=2",
        "gamma:pi:cloud=1 | gamma:cloud:pi=2",
      })
  void parametersThatChangeTheSameAreRefused(String first, String second) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Grid(List.of(AxisText.parse(first, BASE), AxisText.parse(second, BASE))))
        .withMessageEndingWith(" change the same; vary one of them");
  }

  @Test
  void gridGoesAlongTheFirstAxisLineByLine() {
    Grid grid =
        new Grid(
            List.of(
                AxisText.parse("bandwidth=1,2,3", BASE), AxisText.parse("link-latency=0,5", BASE)));
    assertThat(grid.lines()).isEqualTo(2);
    assertThat(grid.points())
        .extracting(point -> point.get(0).text() + "/" + point.get(1).text())
        .containsExactly("1/0", "2/0", "3/0", "1/5", "2/5", "3/5");
  }

  @Test
  void gridsOfTooManyPointsOrParametersAreRefused() {
    Axis bandwidth = AxisText.parse("bandwidth=1:200:1", BASE);
    Axis latency = AxisText.parse("link-latency=0:50:1", BASE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Grid(List.of(bandwidth, latency)))
        .withMessage("at most 10000 points can be planned but there are 10200");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Grid(List.of(bandwidth, latency, AxisText.parse("gamma:pi:cloud=2", BASE))))
        .withMessage("one or two parameters must be varied but 3 are");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bandwidth | expected PARAM=VALUES",
        "=5 | expected PARAM=VALUES",
        "bandwidth= | expected PARAM=VALUES",
        "bandwith=5 | parameter must be bandwidth, bandwidth:A:B, link-latency,"
            + " link-latency:A:B, probability:EXIT, gamma:EDGE:CLOUD, input-bytes[:NAME], condition or threshold but is \"bandwith\"; did you"
            + " mean \"bandwidth\"?",
        "Bandwidth=5 | parameter must be bandwidth, bandwidth:A:B, link-latency,"
            + " link-latency:A:B, probability:EXIT, gamma:EDGE:CLOUD, input-bytes[:NAME], condition or threshold but is \"Bandwidth\"; did"
            + " you mean \"bandwidth\"?",
        "bandwidth=0 | network: bandwidthMbps must be > 0 but is 0.0",
        "bandwidth=1,-1 | network: bandwidthMbps must be > 0 but is -1.0",
        "bandwidth:pi:cloud=0 | link \"pi\" -> \"cloud\": bandwidthMbps must be > 0 but is 0.0",
        "link-latency=-1 | network: latencyMs must be >= 0 but is -1.0",
        "link-latency=1e31 | network: latencyMs must be a number of at most 1e30 but is 1.0E31",
        "probability:exit1=0.5,1.5 | exit \"exit1\": probability must be a number from 0 to 1 but"
            + " is 1.5",
        "probability=0.5 | exit \"\" is not in model \"b-alexnet\", which has exit1, exit2, final",
        "probability:exit3=0.5 | exit \"exit3\" is not in model \"b-alexnet\", which has exit1,"
            + " exit2, final; did you mean \"exit1\"?",
        "gamma=2 | expected gamma:EDGE:CLOUD with two devices of catalog \"lab\", which has pi,"
            + " tpu:0, cloud, but found \"\"",
        "gamma:pi:pi=2 | expected gamma:EDGE:CLOUD with two devices of catalog \"lab\", which has"
            + " pi, tpu:0, cloud, but found \"pi:pi\"",
        "gamma:pi:clud=2 | expected gamma:EDGE:CLOUD with two devices of catalog \"lab\", which has"
            + " pi, tpu:0, cloud, but found \"pi:clud\"; did you mean \"pi:cloud\"?",
        "gamma:pi:cloud=0 | processing factor: gamma must be > 0 but is 0.0",
        "gamma:pi:cloud=1e-30 | device \"pi\": gflops must be a number from 1e-30 to 1e30 but is"
            + " 1.0E33",
      })
  void whatCannotBeVariedIsNamed(String axis, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AxisText.parse(axis, BASE))
        .withMessage(message);
  }

  @Test
  void defaultThatNoLinkHasCannotBeVaried() {
    DeviceCatalog two =
        new DeviceCatalog(
            "two",
            List.of(PI, CLOUD),
            Network.uniform(94, 0.5).withLinks(List.of(LINK, new Link("cloud", "pi", 5, 1))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AxisText.parse("link-latency=1", Setting.of(BASE.model(), two)))
        .withMessage(
            "link-latency changes nothing, as no two devices of catalog \"two\" have the network's"
                + " default; vary link-latency:A:B");
  }
}
