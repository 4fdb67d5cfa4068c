package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import dev.espalier.report.Numbers;
import dev.espalier.report.result.ExitWords;
import dev.espalier.testing.Reference;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code plan --exits} with exits that were measured: MobileNetV2 on Caltech-256, clean and
 * distorted (Pacheco, Oliveira, Couto 2021). The table is not part of the project.
 */
class PlanExitsReferenceTest {
  private static final String PROBLEM =
      "--model zoo:b-mobilenetv2 --catalog device-catalogs/lab-bench.catalog.json";
  private static final List<String> CONDITIONS =
      List.of(
          "gaussian-blur-0",
          "gaussian-blur-1",
          "gaussian-blur-2",
          "gaussian-blur-3",
          "gaussian-blur-4",
          "gaussian-blur-5",
          "gaussian-noise-0",
          "gaussian-noise-5",
          "gaussian-noise-10",
          "gaussian-noise-20",
          "gaussian-noise-30",
          "gaussian-noise-40");

  @TempDir private Path directory;

  private static Outcome plan(String options) {
    return CommandLineRunner.run(
        "plan " + PROBLEM + " --no-timing --exits %s " + options, Reference.measuredExits());
  }

  @ParameterizedTest
  @CsvSource({"--max-latency 2.8, 1", "--min-accuracy 0.3, 3", "--pareto, 4"})
  void oneCommandForAllConditionsAnswersAsOneForEach(String demand, int every) {
    Outcome together = plan(demand + " --format json");
    List<Json> entries = Json.parse(together.out()).at("/conditions").items();
    assertThat(entries.stream().map(entry -> entry.at("/condition").string()))
        .containsExactlyElementsOf(CONDITIONS);
    for (int c = 0; c < CONDITIONS.size(); c += every) {
      Outcome alone = plan(demand + " --format json --condition " + CONDITIONS.get(c));
      assertThat(together.err()).contains(alone.err());
      assertThat(answer(entries.get(c))).isEqualTo(answer(Json.parse(alone.out())));
      assertThat(together.exitCode()).isGreaterThanOrEqualTo(alone.exitCode());
    }
    assertThat(together.exitCode())
        .isEqualTo(together.err().isEmpty() ? ExitCodes.DONE : ExitCodes.NO_FEASIBLE_PLAN);
  }

  /** What was found, without the effort, which shrinks where an earlier condition did the work. */
  private static List<Json> answer(Json document) {
    if (document.has("points")) {
      return document.at("/points").items().stream().map(plan -> plan.minus("statistics")).toList();
    }
    return List.of(
        document.has("closest")
            ? document.at("/closest").minus("statistics")
            : document.minus("statistics"));
  }

  @Test
  void textHasARowForEachConditionAndTheAssumptionOnce() {
    Outcome outcome = plan("--max-latency 3");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    List<String> rows = outcome.out().lines().filter(line -> line.startsWith("gaussian-")).toList();
    // A table that is too wide is folded, with the conditions in each part.
    assertThat(rows.stream().map(row -> row.split(" ")[0]).distinct())
        .containsExactlyElementsOf(CONDITIONS);
    assertThat(outcome.out().lines().filter(line -> line.startsWith("assumed: "))).hasSize(1);
  }

  @Test
  void accuracyThatIsOutOfReachEndsWithTheBestThereIs() {
    Outcome outcome = plan("--min-accuracy 0.999 --format json");
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.NO_FEASIBLE_PLAN);
    assertThat(outcome.errors()).hasSize(CONDITIONS.size());
    Json json = Json.parse(outcome.out());
    for (int c = 0; c < CONDITIONS.size(); c++) {
      Json entry = json.at("/conditions/" + c);
      assertThat(entry.at("/format").string()).isEqualTo("espalier-no-plan/1");
      assertThat(entry.at("/proven").flag()).isTrue();
      double accuracy = entry.at("/closest/accuracy").number();
      assertThat(outcome.errors().get(c))
          .startsWith("error: under \"" + CONDITIONS.get(c) + "\" no plan reaches accuracy 99.90%")
          .contains("the most accurate reaches " + ExitWords.percent(accuracy));
    }
  }

  @Test
  void latencyThatIsOutOfReachEndsWithTheFastestPlan() {
    Outcome outcome = plan("--condition gaussian-noise-5 --max-latency 0.1 --format json");
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.NO_FEASIBLE_PLAN);
    Json closest = Json.parse(outcome.out()).at("/closest");
    Json fastest = plan("--condition gaussian-noise-5 --min-accuracy 0 --format json").json();
    assertThat(closest.at("/latencyMs")).isEqualTo(fastest.at("/latencyMs"));
    assertThat(outcome.error())
        .isEqualTo(
            "under \"gaussian-noise-5\" no plan takes at most 0.100 ms; the fastest takes %s ms, at"
                    .formatted(Numbers.of(closest.at("/latencyMs").number()))
                + " accuracy "
                + ExitWords.percent(closest.at("/accuracy").number()));
  }

  @Test
  void frontsRiseAndEvaluateConfirmsTheirPlans() {
    ExitFiles files = new ExitFiles(directory);
    for (String condition : List.of("gaussian-blur-1", "gaussian-noise-5")) {
      List<Json> points =
          plan("--pareto --format json --condition " + condition).json().at("/points").items();
      assertThat(points).hasSizeGreaterThan(2);
      for (int i = 1; i < points.size(); i++) {
        for (String figure : List.of("/latencyMs", "/accuracy")) {
          assertThat(points.get(i).at(figure).number())
              .as(condition + figure)
              .isGreaterThan(points.get(i - 1).at(figure).number());
        }
      }
      points.forEach(point -> files.checkConfirmed(PROBLEM, point));
    }
  }
}
