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

class BreakpointsCommandTest {
  private static final String FOUR = "device-catalogs/na2023-four.catalog.json";
  private static final String LENET =
      "sweep --model zoo:b-lenet --devices d1,d2 --source d1 --catalog " + FOUR;
  private static final String BANDWIDTH = LENET + " --vary bandwidth=16,1 --breakpoints";

  @TempDir private Path directory;

  @Test
  void textHasARowForEachPlan() {
    Outcome outcome = CommandLineRunner.run(BANDWIDTH);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .isEqualTo(
            """
            b-lenet on na2023-four: expected latency, genetic, seed 1
            3 breakpoints of bandwidth from 1 to 16 Mbps, 7 values planned, proven complete

            from Mbps  to Mbps  at from ms  at to ms  proven  plan
                    1  1.40889       8.948     8.948  yes     d1 0-18
              1.40889  2.61192       8.948     8.465  yes     d1 0-11 | d2 12-18
              2.61192  3.31534       8.465     8.298  yes     d1 0-8 | d2 9-18
              3.31534       16       8.298     2.299  yes     d2 0-18

            at from, at to: expected latency of the plan there; plan: each device with its positions
            proven: no plan is better anywhere on the stretch
            """);
  }

  @Test
  void planChangesAtEachBreakpointAndNowhereElse() {
    Json found = CommandLineRunner.run(BANDWIDTH + " --format json").json();
    assertThat(found.at("/format").string()).isEqualTo("espalier-breakpoints/1");
    assertThat(found.at("/parameter/unit").string()).isEqualTo("Mbps");
    assertThat(found.at("/proven").flag()).isTrue();
    List<Json> points = found.at("/breakpoints").items();
    List<Json> stretches = found.at("/stretches").items();
    assertThat(points).hasSize(3);
    for (int i = 0; i < points.size(); i++) {
      double at = points.get(i).at("/at").number();
      for (int side = 0; side < 2; side++) {
        Json plan =
            CommandLineRunner.run(
                    LENET.replace("sweep", "plan") + " --format json --bandwidth-mbps %s",
                    at * (side == 0 ? 1 - 1e-6 : 1 + 1e-6))
                .json();
        Json stretch = stretches.get(i + side);
        assertThat(plan.at("/slices").items()).hasSameSizeAs(stretch.at("/slices").items());
        assertThat(plan.at("/slices/0/to").number()).isEqualTo(stretch.at("/slices/0/to").number());
        assertThat(plan.at("/value").number())
            .isCloseTo(points.get(i).at("/value").number(), within(1e-4));
      }
    }
  }

  @Test
  void otherFormatsHaveTheSameRows() throws IOException {
    assertThat(CommandLineRunner.run(BANDWIDTH + " --format csv").out().lines().toList())
        .hasSize(5)
        .startsWith("fromMbps,toMbps,latencyAtFromMs,latencyAtToMs,proven,plan,reason")
        .anyMatch(line -> line.matches("3\\.3153\\d+,16\\.0,8\\.29\\d+,2\\.29\\d+,true,d2 0-18,"));
    Path svg = directory.resolve("points.svg");
    assertThat(CommandLineRunner.run(BANDWIDTH + " --format md --svg %s", svg).out())
        .contains("| d1 0-8 \\| d2 9-18");
    assertThat(Files.readString(svg))
        .startsWith("<svg")
        .contains("<title>b-lenet on na2023-four: expected latency by bandwidth</title>");
    assertThat(CommandLineRunner.run(BANDWIDTH + " --solver exact --format json").out())
        .isEqualTo(CommandLineRunner.run(BANDWIDTH + " --solver exact --format json").out());
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
            "sweep --model zoo:b-lenet --catalog %s --vary link-latency=0,5 --breakpoints",
            catalog);
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.NO_FEASIBLE_PLAN);
    assertThat(outcome.error()).isEqualTo("no value has a plan");
    assertThat(outcome.out()).contains("no plan: memory of device");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--vary bandwidth=5 | --breakpoints needs a range, such as --vary bandwidth=1,100",
        "--vary bandwidth=1,5 --vary link-latency=0,1 | --breakpoints needs one varied parameter"
            + " whose values are any numbers, but found bandwidth, link-latency",
        "--vary bandwidth=1,5 --solver neurosurgeon | --breakpoints needs a solver that proves its"
            + " plans, but neurosurgeon does not"
      })
  void wrongUseIsRefused(String options, String message) {
    assertThat(CommandLineRunner.run(LENET + " --breakpoints " + options).failsWith(2))
        .isEqualTo(message);
  }
}
