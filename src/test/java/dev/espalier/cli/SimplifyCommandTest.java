package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plans beside the best one, and the simplest one as the answer. */
class SimplifyCommandTest {
  /** To split behind the side exit saves 0.6 x (4.554 - 4.507) of 5.046 ms: 0.6 %. */
  private static final Json CATALOG =
      Json.parse(
          """
          { "format": "espalier-catalog/1", "name": "pair",
            "devices": [ { "name": "near", "gflops": 1, "ioMBps": 1e9 },
                         { "name": "far", "gflops": 10, "ioMBps": 1e9 } ],
            "network": { "bandwidthMbps": 2.13, "latencyMs": 0 } }
          """);

  @TempDir private Path directory;
  private String problem;

  @BeforeEach
  void writeFiles() {
    Path model = directory.resolve("tiny.json");
    Path catalog = directory.resolve("pair.json");
    ValidFiles.write(model, ValidFiles.MODEL);
    ValidFiles.write(catalog, CATALOG);
    problem = "plan --model " + model + " --catalog " + catalog + " --pin conv1=near --no-timing ";
  }

  private Json plan(String options) {
    return CommandLineRunner.run((problem + "--format json " + options).strip()).json();
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "0.1%, 2", "0.5%, 2", "0.6%, 1", "0.006, 1", "1%, 1", "100%, 1"})
  void aSplitThatSavesLittleIsGivenUp(String share, int slices) {
    for (String solver : List.of("exact", "genetic", "exhaustive")) {
      Json plan = plan("--simplify " + share + " --solver " + solver);
      assertThat(plan.at("/slices").items()).hasSize(slices);
      assertThat(plan.at("/optimal").flag()).isEqualTo(slices == 2);
      assertThat(plan.at("/gap").number()).isCloseTo(slices == 2 ? 0 : 0.0056, within(1e-4));
    }
  }

  @Test
  void theOtherPlansStandBesideTheBestOne() {
    Json plan = plan("");
    assertThat(plan.at("/slices").items()).hasSize(2);
    Json beside = plan.at("/alternatives");
    assertThat(beside.fieldNames())
        .containsExactly(
            "bestSingleDevice",
            "bestSingleDeviceProven",
            "tolerance",
            "simplest",
            "simplestProven",
            "best",
            "bestProven");
    assertThat(beside.at("/tolerance").number()).isEqualTo(0.01);
    assertThat(beside.at("/simplestProven").flag()).isTrue();
    assertThat(beside.at("/bestProven").flag()).isTrue();
    assertThat(beside.at("/best/value")).isEqualTo(plan.at("/value"));
    assertThat(beside.at("/simplest")).isEqualTo(beside.at("/bestSingleDevice"));
    assertThat(beside.at("/simplest/slices").text())
        .isEqualTo(Json.parse("[ { \"device\": \"near\", \"from\": 0, \"to\": 5 } ]").text());
    assertThat(beside.at("/simplest/value").number()).isCloseTo(5.046, within(1e-3));
    assertThat(CommandLineRunner.run(problem.strip()).out())
        .contains(
            """
            best single device: 5.046 ms (+0.6%), near
            simplest plan within 1%: 5.046 ms (+0.6%), near
            optimum: 5.018 ms, this plan
            """);
  }

  @Test
  void simplifiedPlanNamesTheOptimum() {
    assertThat(CommandLineRunner.run(problem + "--simplify 2%").out())
        .contains(
            "expected latency 5.046 ms (lower bound 5.018 ms, gap at most 0.6%)",
            """
            best single device: 5.046 ms (+0.6%), this plan
            simplest plan within 2%: 5.046 ms (+0.6%), this plan
            optimum: 5.018 ms, near to side, far
            """);
  }

  /** Six devices in a row of four: many such plans have as many slices and bytes. */
  @Test
  void ofEquallySimplePlansTheBestIsShown() {
    Json plan =
        CommandLineRunner.run(
                "plan --model zoo:b-alexnet --catalog device-catalogs/na2023-six.catalog.json"
                    + " --partitions 4 --format json")
            .json();
    assertThat(plan.at("/alternatives/simplest")).isEqualTo(plan.at("/alternatives/best"));
  }

  /** One device is as simple as the other, and both are within the tolerance. */
  @Test
  void ofEquallySimpleDevicesTheBestIsShown() {
    Path catalog = directory.resolve("trio.json");
    ValidFiles.write(
        catalog,
        Json.parse(
            """
            { "format": "espalier-catalog/1", "name": "trio",
              "devices": [
                { "name": "almost", "gflops": 0.9995, "ioMBps": 1e9 },
                { "name": "near", "gflops": 1, "ioMBps": 1e9 },
                { "name": "far", "gflops": 10, "ioMBps": 1e9, "memoryMiB": 0.0124 } ],
              "network": { "bandwidthMbps": 2.13, "latencyMs": 0 } }
            """));
    Json beside =
        CommandLineRunner.run(
                "plan --model %s --catalog %s --format json",
                directory.resolve("tiny.json"), catalog)
            .json()
            .at("/alternatives");
    assertThat(beside.at("/best/slices").items()).hasSize(2);
    assertThat(beside.at("/simplest/slices/0/device").string()).isEqualTo("near");
    assertThat(beside.at("/simplest")).isEqualTo(beside.at("/bestSingleDevice"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--simplify -1% | Invalid value for option '--simplify': expected a tolerance such as 1% or 0.01 but found \"-1%\"",
        "--simplify abc | Invalid value for option '--simplify': expected a tolerance such as 1% or 0.01 but found \"abc\"",
        "--simplify NaN | Invalid value for option '--simplify': expected a tolerance such as 1% or 0.01 but found \"NaN\"",
        "--simplify 1% --exits x | --simplify and --exits exclude each other",
      })
  void wrongShareIsNamed(String options, String message) {
    Outcome outcome = CommandLineRunner.run(problem + options);
    assertThat(outcome.failsWith(ExitCodes.WRONG_USAGE)).isEqualTo(message);
  }
}
