package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code plan --exits} at the edge of limits, of digits and of time. */
class PlanExitsEdgeTest {
  @TempDir private Path directory;
  private ExitFiles files;

  @BeforeEach
  void writeFiles() {
    files = new ExitFiles(directory);
  }

  private Outcome table(String options) {
    return CommandLineRunner.run(
        "plan " + files.problem() + " --exits %s " + options, files.table());
  }

  @Test
  void resultOfBeforeStaysWhereNoPlanIsPossible() {
    Path kept = files.write("kept.txt", "written before");
    Outcome outcome =
        CommandLineRunner.run(
            "plan --model zoo:b-alexnet --catalog device-catalogs/surveillance.catalog.json --exits"
                + " src/test/resources/exit-logs/b-alexnet-synthetic.csv --inferences 100000 --energy-basis full --pareto --out %s",
            kept);
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.NO_FEASIBLE_PLAN);
    assertThat(kept).hasContent("written before");
  }

  /** Shares of eight digits sum to 1 but for rounding, which must not make a plan look faster. */
  @Test
  void frontHasNoPointThatIsBeatenButForTheRoundingOfShares() {
    Path rounded =
        files.write(
            "rounded.csv",
            """
            condition,threshold,exit,probability,accuracy
            clean,0.5,early,0.5,0.1
            clean,0.5,final,0.49999999,0.5
            clean,0.9,early,0.1,0.1
            clean,0.9,final,0.9,0.9
            """);
    List<Json> points =
        CommandLineRunner.run(
                "plan " + files.problem() + " --exits %s --pareto --format json", rounded)
            .json()
            .at("/points")
            .items();
    for (int i = 1; i < points.size(); i++) {
      assertThat(points.get(i).at("/latencyMs").number())
          .isGreaterThan(points.get(i - 1).at("/latencyMs").number() * (1 + 1e-6));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/accuracy, 2",
    "/exits/0/accuracy, 2",
    "/exits/1/accuracy, 1.01",
    "/demand/minAccuracy, 1.5",
  })
  void accuracyAboveOneIsNamed(String pointer, String value) {
    Json plan = table("--condition clean --min-accuracy 0.9 --format json").json();
    Path file = files.write("changed.json", plan.with(pointer, Json.raw(value)).text());
    assertThat(
            CommandLineRunner.run("evaluate " + files.problem() + " --plan %s", file)
                .failsWith(ExitCodes.BAD_INPUT))
        .contains(pointer + " at line", "but");
  }

  @ParameterizedTest
  @CsvSource({
    "--min-accuracy 0.983001, 98.3001%, 98.3000%",
    "--max-latency 6.1999, 6.1999 ms, 6.2000 ms",
  })
  void messageOfANearMissTellsTheDifference(String demand, String wanted, String best) {
    assertThat(table("--condition clean " + demand).error()).contains(wanted, best);
  }

  @ParameterizedTest
  @CsvSource({"1.5", "-0.1"})
  void thresholdOutOfRangeIsBlamedOnItsOption(String threshold) {
    assertThat(
            CommandLineRunner.run(
                    "plan " + files.problem() + " --exits %s --pareto --thresholds %s",
                    files.log(),
                    threshold)
                .failsWith(ExitCodes.WRONG_USAGE))
        .startsWith("--thresholds");
  }

  @Test
  void endlessLatencyIsNotSaidToBeTooSmall() {
    assertThat(table("--max-latency 1e400").failsWith(ExitCodes.WRONG_USAGE))
        .doesNotEndWith("must be above 0 ms but is Infinity");
  }

  @Test
  void frontNamesItsCondition() {
    assertThat(table("--condition clean --pareto").out()).contains("clean");
  }

  @Test
  void searchWithoutTimeStillGivesAPlan() {
    Outcome outcome = table("--condition clean --pareto --time-limit 0.000001ms");
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.DONE);
    assertThat(outcome.err()).startsWith("stopped early: under \"clean\" this is the best so far");
    assertThat(outcome.out())
        .contains("best of 1 choice of exits and thresholds, not all there are");
  }

  @Test
  void thresholdBelowOneIsNotShownAsOne() {
    Path strict =
        files.write("strict.csv", ExitFiles.TABLE.replace("clean,0.9,", "clean,0.99995,"));
    Outcome outcome =
        CommandLineRunner.run(
            "plan " + files.problem() + " --exits %s --condition clean --max-latency 100", strict);
    assertThat(outcome.out()).contains("accuracy 98.30%", "0.99995");
  }
}
