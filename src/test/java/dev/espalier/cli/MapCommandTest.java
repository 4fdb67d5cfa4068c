package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapCommandTest {
  private static final String FOUR = "device-catalogs/na2023-four.catalog.json";
  private static final String LENET = "map --model zoo:b-lenet --source d1 --catalog " + FOUR;
  private static final String ONE = LENET + " --devices d1,d2 --vary bandwidth=1:16";
  private static final String TWO = LENET + " --vary bandwidth=1:100 --vary link-latency=0:20";

  @TempDir private Path directory;

  @Test
  void mapOfOneParameterHasARowForEachRegion() {
    Outcome outcome = CommandLineRunner.run(ONE);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .isEqualTo(
            """
            b-lenet on na2023-four: expected latency, exact, seed 1
            4 plans over bandwidth from 1 to 16 Mbps, 7 points planned, proven complete

            no.  from Mbps  to Mbps  at from ms  at to ms  proven  plan
              1          1  1.40889       8.948     8.948  yes     d1 0-18
              2    1.40889  2.61192       8.948     8.465  yes     d1 0-11 | d2 12-18
              3    2.61192  3.31534       8.465     8.298  yes     d1 0-8 | d2 9-18
              4    3.31534       16       8.298     2.299  yes     d2 0-18

            at from, at to: expected latency of the plan there; plan: each device with its positions
            proven: no plan is better anywhere in the region
            """);
  }

  @Test
  void mapOfTwoParametersHasARowForEachPlan() {
    Outcome outcome = CommandLineRunner.run(TWO);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .contains(
            "5 plans over bandwidth from 1 to 100 Mbps and latency of links from 0 to 20 ms, ")
        .contains("points planned, proven complete")
        .contains("first: bandwidth; second: latency of links");
    List<String> csv = CommandLineRunner.run(TWO + " --format csv").out().lines().toList();
    assertThat(csv)
        .hasSize(6)
        .startsWith(
            "number,part,firstFromMbps,firstToMbps,secondFromMs,secondToMs,latencyMinMs,latencyMaxMs,proven,gap,plan,reason");
    assertThat(
            csv.stream().skip(1).mapToDouble(line -> Double.parseDouble(line.split(",")[1])).sum())
        .isCloseTo(1, within(0.01));
  }

  @Test
  void planThatIsNotProvenEverywhereSaysHowFarItMayBeOff() {
    String multiplied = LENET + " --vary bandwidth=0.5:5 --vary probability:exit1=0.5:1";
    assertThat(CommandLineRunner.run(multiplied).out())
        .containsPattern("within [0-9.]+%")
        .containsPattern(
            "[0-9.]+% of the map is proven; plans of the rest are at most [0-9.]+% above the");
    assertThat(CommandLineRunner.run(multiplied + " --format csv").out())
        .containsPattern(",false,0\\.0[0-9]+,d1 0-");
  }

  @Test
  void planOfEachRegionIsThatOfThePlanCommand() {
    Json map = CommandLineRunner.run(TWO + " --format json").json();
    assertThat(map.at("/format").string()).isEqualTo("espalier-map/1");
    assertThat(map.at("/proven").flag()).isTrue();
    for (Json region : map.at("/regions").items()) {
      double u = 0;
      double ms = 0;
      List<Json> corners = region.at("/corners").items();
      for (Json corner : corners) {
        u += 1 / corner.at("/0").number() / corners.size();
        ms += corner.at("/1").number() / corners.size();
      }
      Path catalog = directory.resolve("moved.catalog.json");
      writeCatalog(catalog, 1 / u, ms);
      Json plan =
          CommandLineRunner.run(
                  "plan --format json --model zoo:b-lenet --source d1 --catalog %s", catalog)
              .json();
      int number = (int) region.at("/plan").number();
      Json mapped = map.at("/plans/" + (number - 1));
      assertThat(plan.at("/slices").items()).hasSameSizeAs(mapped.at("/slices").items());
      assertThat(plan.at("/slices/0/to").number()).isEqualTo(mapped.at("/slices/0/to").number());
      double value =
          mapped.at("/values/0/constant").number()
              + mapped.at("/values/0/perFirst").number() * u
              + mapped.at("/values/0/perSecond").number() * ms;
      assertThat(plan.at("/value").number()).isCloseTo(value, within(1e-6));
    }
  }

  private static void writeCatalog(Path path, double mbps, double ms) {
    try {
      String text = Files.readString(Path.of(FOUR));
      Files.writeString(
          path,
          text.replaceFirst("\"bandwidthMbps\": [0-9.]+", "\"bandwidthMbps\": " + mbps)
              .replaceFirst("\"latencyMs\": [0-9.]+", "\"latencyMs\": " + ms));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void drawingsShowRegions() throws IOException {
    Path svg = directory.resolve("map.svg");
    Path page = directory.resolve("map.html");
    assertThat(CommandLineRunner.run(ONE + " --svg %s", svg).exitCode()).isZero();
    assertThat(Files.readString(svg))
        .contains("<title>b-lenet on na2023-four: expected latency by bandwidth</title>")
        .contains(">4  d2 0-18</text>");
    assertThat(CommandLineRunner.run(TWO + " --svg %s --html %s", svg, page).exitCode()).isZero();
    assertThat(Files.readString(svg))
        .contains("best plan by bandwidth and latency of links</title>")
        .contains("<polygon");
    assertThat(Files.readString(page)).contains("best plan by bandwidth and latency of links");
    assertThat(CommandLineRunner.run(TWO + " --format json").out())
        .isEqualTo(CommandLineRunner.run(TWO + " --format json").out());
  }

  @Test
  void rangeIsAHundredthToAHundredTimesThePresentValueUnlessGiven() {
    Json map =
        CommandLineRunner.run(LENET + " --vary bandwidth:d1:d2 --vary gamma:d1:d2 --format json")
            .json();
    assertThat(map.at("/parameters/0/from").number()).isEqualTo(0.08);
    assertThat(map.at("/parameters/0/to").number()).isEqualTo(800);
    double ratio = map.at("/parameters/1/to").number() / map.at("/parameters/1/from").number();
    assertThat(ratio).isCloseTo(10_000, within(1e-6));
    Json others =
        CommandLineRunner.run(LENET + " --vary probability:exit1 --vary link-latency --format json")
            .json();
    assertThat(others.at("/parameters/0/from").number()).isZero();
    assertThat(others.at("/parameters/0/to").number()).isEqualTo(1);
    assertThat(others.at("/parameters/1/to").number()).isEqualTo(100);
  }

  @Test
  void measuredExitsReplaceTheProbabilitiesOfTheModel() {
    String exits = " --exits src/test/resources/exit-logs/b-alexnet-synthetic.csv --threshold 0.8";
    String alexNet = "map --model zoo:b-alexnet --source d1 --catalog " + FOUR;
    Json map =
        CommandLineRunner.run(
                alexNet + exits + " --condition clean --vary bandwidth=0.1:100 --format json")
            .json();
    assertThat(map.at("/exitData/condition").string()).isEqualTo("clean");
    assertThat(map.at("/exitData/threshold").string()).isEqualTo("0.8");
    assertThat(map.at("/proven").flag()).isTrue();
    Json assumed =
        CommandLineRunner.run(alexNet + " --vary bandwidth=0.1:100 --format json").json();
    assertThat(map.at("/plans/0/values/0/constant").number())
        .isNotEqualTo(assumed.at("/plans/0/values/0/constant").number());
    assertThat(CommandLineRunner.run(alexNet + exits + " --vary bandwidth").failsWith(2))
        .startsWith("--condition NAME is needed: ");
    assertThat(
            CommandLineRunner.run(alexNet + exits + " --condition clean --vary probability:exit1")
                .failsWith(2))
        .isEqualTo("--exits and --vary probability exclude each other");
  }

  @Test
  void timeLimitIsThatOfTheWholeMap() {
    Outcome outcome =
        CommandLineRunner.run(
            "map --model zoo:b-resnet110 --catalog device-catalogs/na2023-six.catalog.json"
                + " --source d1 --vary probability:exit1=0.1:0.5 --vary bandwidth=1:100"
                + " --time-limit 1ms");
    // Hundreds of searches take longer on any machine; whether one is done by then depends on it.
    assertThat(outcome.out()).contains("PARTIAL: stopped before the whole range was searched");
  }

  @Test
  void networkThatFitsNowhereHasNoPlan() throws IOException {
    Path catalog = directory.resolve("small.catalog.json");
    Files.writeString(
        catalog,
        """
        { "format": "espalier-catalog/1", "name": "small",
          "devices": [ { "name": "a", "gflops": 1, "ioMBps": 100, "memoryMiB": 0.001 },
                       { "name": "b", "gflops": 1, "ioMBps": 100, "memoryMiB": 0.0001 } ],
          "network": { "bandwidthMbps": 8, "latencyMs": 0 } }
        """);
    Outcome outcome =
        CommandLineRunner.run(
            "map --model zoo:b-lenet --catalog %s --vary link-latency=0:5 --vary bandwidth",
            catalog);
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.NO_FEASIBLE_PLAN);
    assertThat(outcome.error()).isEqualTo("no point has a plan");
    assertThat(outcome.out()).contains("no plan: memory of");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--vary bandwidth=5 | --vary bandwidth=5: expected PARAM or PARAM=FROM:TO, such as bandwidth=1:100",
        "--vary bandwidth=9:5 | --vary bandwidth=9:5: range must not be empty but is 9.0:5.0",
        "--vary bandwidth=0:5 | --vary bandwidth=0:5: network: bandwidthMbps must be > 0 but is 0.0",
        "--vary bandwidth=1:x | --vary bandwidth=1:x: expected a number but found \"x\"",
        "--vary bandwidht | --vary bandwidht: parameter must be bandwidth, bandwidth:A:B,"
            + " link-latency, link-latency:A:B, probability:EXIT, gamma:EDGE:CLOUD,"
            + " input-bytes[:NAME], condition or threshold but is \"bandwidht\"; did you mean \"bandwidth\"?",
        "--vary condition | --vary condition: condition needs measured exit behavior",
        "--vary bandwidth --vary bandwidth | --vary: bandwidth and bandwidth change the same; vary"
            + " one of them",
        "--vary bandwidth --bandwidth-mbps 3 | --bandwidth-mbps and --vary bandwidth exclude each"
            + " other",
        "--vary bandwidth --vary link-latency --vary gamma:d1:d2 | --vary may be given once or twice"
            + " but is given 3 times",
        "--vary bandwidth --solver neurosurgeon | map needs a solver that proves its plans, but"
            + " neurosurgeon does not"
      })
  void wrongUseIsRefused(String options, String message) {
    assertThat(CommandLineRunner.run(LENET + " " + options).failsWith(2)).isEqualTo(message);
  }
}
