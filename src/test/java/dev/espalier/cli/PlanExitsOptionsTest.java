package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code plan --exits} with the log that is shipped: B-AlexNet between five devices. */
class PlanExitsOptionsTest {
  private static final String ALEXNET =
      "--model zoo:b-alexnet --catalog device-catalogs/surveillance.catalog.json";
  private static final String CLEAN =
      "plan " + ALEXNET + " --exits " + ExitFiles.SYNTHETIC_LOG + " --condition clean ";
  private static final String BOTH = CLEAN.replace("--condition clean ", "");

  @TempDir private Path directory;
  private ExitFiles files;

  @BeforeEach
  void writeFiles() {
    files = new ExitFiles(directory);
  }

  @Test
  void frontOfALogRisesAndHoldsTheAnswerToEveryDemand() {
    List<Json> points =
        CommandLineRunner.run(CLEAN + "--pareto --format json").json().at("/points").items();
    assertThat(points).hasSizeGreaterThan(5);
    for (int i = 1; i < points.size(); i++) {
      for (String figure : List.of("/latencyMs", "/accuracy")) {
        assertThat(points.get(i).at(figure).number())
            .as(figure)
            .isGreaterThan(points.get(i - 1).at(figure).number());
      }
    }
    for (Json point : List.of(points.get(4), points.get(points.size() - 1))) {
      files.checkConfirmed(ALEXNET, point);
      for (String demand : List.of("--min-accuracy /accuracy", "--max-latency /latencyMs")) {
        String[] words = demand.split(" ");
        String value = String.valueOf(point.at(words[1]).number());
        Json plan =
            CommandLineRunner.run(CLEAN + "--format json " + words[0] + " %s", value).json();
        assertThat(plan.at("/latencyMs")).as(demand).isEqualTo(point.at("/latencyMs"));
        assertThat(plan.at("/accuracy")).as(demand).isEqualTo(point.at("/accuracy"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--solver exact",
        "--solver exhaustive --devices phone,car,drone2",
        "--partitions 4",
        "--max-partitions 3 --seed 3",
        "--source camera --sink car",
        "--pin conv1=car --pin b1fc=phone",
        "--objective worst-case",
        "--bandwidth-mbps 50 --inferences 1000",
        "--fallback most-confident --thresholds 0.6:0.9:0.1",
      })
  void everyOptionOfThePlanHoldsAndEvaluateConfirmsIt(String options) {
    for (String demand : List.of("--max-latency 1s ", "--min-accuracy 0.8 ")) {
      Json plan = CommandLineRunner.run(CLEAN + "--format json " + demand + options).json();
      assertThat(plan.at("/accuracy").number()).isBetween(0.8, 1.0);
      assertThat(plan.at("/optimal").flag()).isTrue();
      if (options.contains("--partitions 4")) {
        assertThat(plan.at("/slices").items()).hasSize(4);
      }
      if (options.contains("conv1=car")) {
        assertThat(plan.at("/slices/0/device").string()).isEqualTo("car");
      }
      files.checkConfirmed(ALEXNET, plan);
    }
  }

  @Test
  void solversThatProveTheirPlansAgree() {
    for (String demand : List.of("--max-latency 2 ", "--min-accuracy 0.9 ")) {
      Json genetic = CommandLineRunner.run(CLEAN + "--format json " + demand).json();
      Json exact = CommandLineRunner.run(CLEAN + "--format json --solver exact " + demand).json();
      for (String field : List.of("/latencyMs", "/accuracy", "/exits", "/slices")) {
        assertThat(exact.at(field)).as(field).isEqualTo(genetic.at(field));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--min-accuracy 0.9", "--pareto", "--max-latency 2"})
  void equalCommandsWriteEqualBytesToAFileAsWell(String demand) throws IOException {
    for (String format : List.of("text", "json")) {
      String command = BOTH + demand + " --seed 5 --no-timing --format " + format;
      Outcome first = CommandLineRunner.run(command);
      assertThat(CommandLineRunner.run(command + " --threads 2")).isEqualTo(first);
      Path file = directory.resolve("result");
      Outcome written = CommandLineRunner.run(command + " --out %s", file);
      assertThat(written).isEqualTo(new Outcome(first.exitCode(), "", first.err()));
      assertThat(file).hasContent(first.out());
      assertThat(first.out()).doesNotContain("elapsedMs");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--min-accuracy 0.9", "--max-latency 0.1", "--max-latency 2", "--pareto"})
  void searchThatIsStoppedEarlySaysSo(String demand) {
    for (String format : List.of("text", "json")) {
      Outcome outcome =
          CommandLineRunner.run(CLEAN + demand + " --time-limit 1ms --format " + format);
      assertThat(outcome.err()).doesNotContain("Exception", "\tat ", "internal error");
      assertThat(outcome.err()).startsWith("stopped early: ");
      if (outcome.exitCode() == ExitCodes.FAILED) {
        assertThat(outcome.error()).contains("no plan that was found");
      } else {
        assertThat(outcome.exitCode()).isIn(ExitCodes.DONE, ExitCodes.NO_FEASIBLE_PLAN);
        assertThat(outcome.out()).isNotEmpty();
      }
      if (format.equals("json")) {
        assertThat(Json.parse(outcome.out()).at("/condition").string()).isEqualTo("clean");
      }
      if (outcome.exitCode() == ExitCodes.NO_FEASIBLE_PLAN) {
        assertThat(outcome.error()).contains("no plan that was found");
      }
    }
  }
}
