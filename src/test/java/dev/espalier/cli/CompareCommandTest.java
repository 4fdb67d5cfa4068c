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

class CompareCommandTest {
  private static final String SIX = "device-catalogs/na2023-six.catalog.json";
  private static final String ALEXNET = "compare --model zoo:b-alexnet --catalog " + SIX;
  private static final String TWO =
      ALEXNET + " --devices d1,d2 --partitions 2 --objective worst-case";

  @TempDir private Path directory;

  private static List<String> solvers(Json comparison) {
    return comparison.at("/solvers").items().stream()
        .map(solver -> solver.at("/solver").string())
        .toList();
  }

  @Test
  void everySolverThatFitsTakesPart() {
    Json comparison = CommandLineRunner.run(TWO + " --runs 2 --format json").json();
    assertThat(comparison.at("/format").string()).isEqualTo("espalier-comparison/1");
    assertThat(solvers(comparison))
        .containsExactly(
            "genetic",
            "exact",
            "exhaustive",
            "two-layer",
            "basic-ga",
            "first-fork",
            "second-fork",
            "neurosurgeon",
            "shortest-path",
            "popex",
            "dads");
    assertThat(comparison.at("/complete").flag()).isTrue();
    assertThat(comparison.at("/referenceIsOptimum").flag()).isTrue();
    assertThat(comparison.at("/referenceMs").number()).isCloseTo(24.653, within(5e-4));
    assertThat(comparison.at("/leftOut").text())
        .isEqualTo(
            Json.parse(
                    """
                    [ { "solver": "single-device",
                        "reason": "one slice, but 2 are required" } ]""")
                .text());
  }

  @Test
  void noSolverIsBetterThanTheOptimum() {
    Json comparison = CommandLineRunner.run(TWO + " --runs 3 --format json").json();
    double optimumMs = comparison.at("/referenceMs").number();
    for (Json solver : comparison.at("/solvers").items()) {
      assertThat(solver.at("/latenciesMs").items())
          .allSatisfy(ms -> assertThat(ms.number()).isGreaterThanOrEqualTo(optimumMs));
      assertThat(solver.at("/gap").number()).isNotNegative();
      assertThat(solver.at("/deviceAverageEnergyJ").number()).isPositive();
      assertThat(solver.at("/planningMs").number()).isPositive();
    }
  }

  @Test
  void textHasARowForEachSolverAndNamesTheOptimum() {
    Outcome outcome = CommandLineRunner.run(TWO + " --runs 2 --solvers neurosurgeon,exact");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().lines().toList())
        .contains(
            "b-alexnet on na2023-six: worst-case latency, 2 slices, 2 runs from seed 1",
            "optimum 24.653 ms (proven)")
        .anyMatch(line -> line.matches("neurosurgeon +2 +60.607 +96.560 +24.653 +24.653 .*146%.*"))
        .anyMatch(line -> line.matches("exact +1 +24.653 +24.653 +24.653 +24.653 +0 +0.0%.*"));
  }

  @Test
  void csvHasALineForEachSolverInFullPrecision() {
    Outcome outcome = CommandLineRunner.run(TWO + " --solvers exact,dads --no-timing --format csv");
    assertThat(outcome.out().lines().toList())
        .hasSize(3)
        .startsWith(
            "solver,runs,planned,stopped,averageMs,maximumMs,minimumMs,modeMs,stddevMs,gap,energyJ,p,complete")
        .anyMatch(line -> line.matches("exact,1,1,0,24\\.653195\\d+,.*"));
  }

  @Test
  void csvHasItsNotesOnStandardError() {
    Outcome outcome =
        CommandLineRunner.run(ALEXNET + " --runs 1 --partitions 3 --devices d1,d2,d3 --format csv");
    assertThat(outcome.err())
        .isEqualTo(
            "left out: single-device (one slice, but 3 are required)\n"
                + "left out: first-fork, second-fork, neurosurgeon, shortest-path, popex, dads (two"
                + " slices at most, but 3 are required)\n");
    assertThat(outcome.out()).doesNotContain("left out");
  }

  @Test
  void namedDevicesReplaceBothOrders() {
    Json comparison =
        CommandLineRunner.run(
                ALEXNET
                    + " --solvers neurosurgeon,shortest-path --local d3 --remote d4 --format json")
            .json();
    assertThat(comparison.at("/solvers").items())
        .allSatisfy(solver -> assertThat(solver.at("/latenciesMs").items()).hasSize(1));
    assertThat(comparison.at("/solvers/0/latenciesMs/0").number())
        .isEqualTo(comparison.at("/solvers/1/latenciesMs/0").number());
  }

  @Test
  void sameSeedsGiveTheSameBytes() {
    String command = TWO + " --runs 3 --seed 9 --no-timing --format json";
    assertThat(CommandLineRunner.run(command).out())
        .isEqualTo(CommandLineRunner.run(command + " --threads 2").out());
  }

  @Test
  void solverThatTakesTooLongIsLeftOutAndCanBeForced() {
    Outcome outcome =
        CommandLineRunner.run(
            "compare --model zoo:b-resnet110-chain --catalog %s --runs 1 --partitions 5", SIX);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .containsPattern(
            "left out: exhaustive \\(would take about .* --solvers exhaustive runs it\\)");
    Json forced =
        CommandLineRunner.run(
                "compare --model zoo:b-resnet110-chain --catalog %s --partitions 5 --solvers"
                    + " exhaustive --time-limit 100ms --format json",
                SIX)
            .json();
    assertThat(forced.at("/solvers/0/stopped").number()).isEqualTo(1);
  }

  @Test
  void infeasibleProblemHasTheReasonThatPlanGives() {
    String problem =
        " --model zoo:b-alexnet --catalog device-catalogs/surveillance.catalog.json"
            + " --inferences 100000 --energy-basis full";
    Outcome plan = CommandLineRunner.run("plan" + problem);
    Outcome comparison = CommandLineRunner.run("compare --runs 1" + problem);
    assertThat(comparison.exitCode()).isEqualTo(ExitCodes.NO_FEASIBLE_PLAN);
    assertThat(comparison.err()).isEqualTo(plan.err());
    assertThat(comparison.out()).isEmpty();
    Outcome json = CommandLineRunner.run("compare --format json --runs 1" + problem);
    assertThat(json.exitCode()).isEqualTo(ExitCodes.NO_FEASIBLE_PLAN);
    assertThat(Json.parse(json.out()).at("/solvers/0/planned").number()).isZero();
  }

  @Test
  void solverThatBreaksALimitHasARowWithoutFigures() {
    Outcome outcome =
        CommandLineRunner.run(
            "compare --model zoo:b-alexnet --catalog device-catalogs/surveillance.catalog.json"
                + " --solvers exact,first-fork");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out().lines())
        .anyMatch(line -> line.matches("first-fork +0 of 2 +- +- +- +- +- +- +- .*"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--runs 0 | --runs must be from 1 to 100000 but is 0",
        "--runs many | Invalid value for option '--runs': expected a whole number but found \"many\"",
        "--solvers exact,exact | --solvers must name at least one solver, and each once, but is \"exact,exact\"",
        "--solvers third-fork | --solvers third-fork: fork 3 is needed, but model \"b-alexnet\" has 2",
        "--solvers exact --local d1 --remote d2 | --local and --remote are for two-device solvers, not for exact",
        "--solvers dads --partitions 3 | --solvers dads: two slices at most, but 3 are required",
        "--solvers , | --solvers must name at least one solver, and each once, but is \"\"",
        "--local x --remote d1 | --local must be one of the devices d1, d2, d3, d4, d5, d6 but is \"x\"",
        "--format xml | Invalid value for option '--format': expected text, json, csv, md or html but found \"xml\"",
        "--threads 0 | --threads must be from 1 to 1024 but is 0",
      })
  void wrongOptionIsNamed(String options, String message) {
    assertThat(CommandLineRunner.run(ALEXNET + " " + options).failsWith(ExitCodes.WRONG_USAGE))
        .isEqualTo(message);
  }

  @Test
  void misspelledSolverIsNamedWithTheOneMeant() {
    assertThat(
            CommandLineRunner.run(ALEXNET + " --solvers exact,neurosurgery")
                .failsWith(ExitCodes.WRONG_USAGE))
        .startsWith("--solvers must be one of genetic, exact, ")
        .endsWith("but is \"neurosurgery\"; did you mean \"neurosurgeon\"?");
  }

  @Test
  void resultGoesToAFileButNeverOverAnInput() throws IOException {
    Path file = directory.resolve("comparison.csv");
    String command = TWO + " --solvers exact --no-timing --format csv --out %s";
    assertThat(CommandLineRunner.run(command, file)).isEqualTo(new Outcome(0, "", ""));
    assertThat(Files.readString(file)).startsWith("solver,");
    Path catalog = Files.copy(Path.of(SIX), directory.resolve("catalog.json"));
    assertThat(
            CommandLineRunner.run(
                    "compare --model zoo:b-lenet --catalog %s --out %s", catalog, catalog)
                .failsWith(ExitCodes.WRONG_USAGE))
        .contains("would overwrite the input file");
  }
}
