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
import org.junit.jupiter.params.provider.ValueSource;

/** The Pareto front of two objectives on the command line. */
class FrontCommandTest {
  private static final String PROBLEM =
      " --model zoo:b-alexnet --catalog device-catalogs/surveillance.catalog.json ";
  private static final String FRONT = "plan" + PROBLEM + "--no-timing --pareto latency,energy";

  @TempDir private Path directory;

  private static Json front(String options) {
    return CommandLineRunner.run("plan" + PROBLEM + "--format json " + options).json();
  }

  @Test
  void endsAreTheBestPlansOfEitherObjective() {
    Json front = front("--pareto latency,energy");
    assertThat(front.at("/format").string()).isEqualTo("espalier-front/1");
    assertThat(front.at("/complete").flag()).isTrue();
    assertThat(front.at("/objectives").text())
        .isEqualTo(
            Json.parse(
                    """
                    [ { "objective": "expected", "unit": "ms" },
                      { "objective": "energy", "unit": "J" } ]""")
                .text());
    List<Json> points = front.at("/points").items();
    assertThat(points).hasSizeGreaterThan(1);
    assertThat(points.get(0).at("/values/expected").number())
        .isCloseTo(front("").at("/value").number(), within(1e-9));
    assertThat(points.get(points.size() - 1).at("/values/energy").number())
        .isCloseTo(front("--objective energy").at("/value").number(), within(1e-11));
    for (int i = 1; i < points.size(); i++) {
      Json values = points.get(i).at("/values");
      Json before = points.get(i - 1).at("/values");
      assertThat(values.at("/expected").number()).isGreaterThan(before.at("/expected").number());
      assertThat(values.at("/energy").number()).isLessThan(before.at("/energy").number());
    }
  }

  @Test
  void latencyIsThatOfTheObjective() {
    assertThat(
            front("--objective worst-case --pareto latency,energy").at("/objectives/0/objective"))
        .isEqualTo(front("--pareto worst-case,energy").at("/objectives/0/objective"));
    assertThat(front("--objective energy --pareto latency,energy").at("/points/0/values"))
        .isEqualTo(front("--pareto expected,energy").at("/points/0/values"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--pareto latency,energy",
        "--pareto throughput,energy",
        "--pareto latency,energy --source camera --sink phone --fps 5 --buffers 1 --deadline 90",
        "--pareto worst-case,throughput --inferences 1000 --energy-basis full",
      })
  void everyPointIsAPlanThatIsConfirmed(String options) {
    for (Json point : front(options).at("/points").items()) {
      Path file = directory.resolve("point.json");
      ValidFiles.write(file, point);
      Outcome outcome =
          CommandLineRunner.run("evaluate" + PROBLEM + "--format json --plan %s", file);
      assertThat(outcome.err()).isEmpty();
      Json evaluation = outcome.json();
      assertThat(evaluation.at("/feasible").flag()).isTrue();
      assertThat(evaluation.at("/value")).isEqualTo(point.at("/value"));
      assertThat(evaluation.at("/options")).isEqualTo(point.at("/options"));
    }
  }

  @Test
  void tablesShowWhatTheJsonSays() {
    List<Json> points = front("--pareto latency,energy").at("/points").items();
    Outcome text = CommandLineRunner.run(FRONT);
    assertThat(text.out())
        .contains(
            "Pareto front of expected latency and expected energy\n",
            points.size() + " plans, proven complete\n")
        .containsPattern("expected ms +energy J +slices +plan\n");
    List<String> csv = CommandLineRunner.run(FRONT + " --format csv").out().lines().toList();
    assertThat(csv).hasSize(points.size() + 1);
    assertThat(csv.get(0)).isEqualTo("expectedMs,energyJ,slices,plan");
    for (int i = 0; i < points.size(); i++) {
      String[] row = csv.get(i + 1).split(",", 4);
      assertThat(Double.parseDouble(row[0]))
          .isEqualTo(points.get(i).at("/values/expected").number());
      assertThat(Double.parseDouble(row[1])).isEqualTo(points.get(i).at("/values/energy").number());
      assertThat(Integer.parseInt(row[2])).isEqualTo(points.get(i).at("/slices").items().size());
      assertThat(text.out()).contains(row[3].replace("\"", ""));
    }
  }

  @Test
  void frontIsDrawn() throws IOException {
    Path svg = directory.resolve("front.svg");
    assertThat(CommandLineRunner.run(FRONT + " --svg %s", svg).exitCode()).isZero();
    assertThat(Files.readString(svg))
        .startsWith("<svg")
        .contains("expected latency", "expected energy", "b-alexnet on surveillance");
    byte[] first = Files.readAllBytes(svg);
    CommandLineRunner.run(FRONT + " --svg %s", svg);
    assertThat(Files.readAllBytes(svg)).isEqualTo(first);
  }

  @Test
  void sameSeedGivesTheSameBytes() {
    for (String solver : List.of("genetic", "exact")) {
      String command = FRONT + " --format json --solver " + solver;
      assertThat(CommandLineRunner.run(command).out())
          .isEqualTo(CommandLineRunner.run(command).out());
    }
  }

  @Test
  void frontWithoutAnyPlanSaysWhatIsMissing() {
    Outcome outcome = CommandLineRunner.run(FRONT + " --deadline 1");
    assertThat(outcome.failsWith(ExitCodes.NO_FEASIBLE_PLAN)).startsWith("no feasible plan");
    assertThat(outcome.err()).contains("latency of exit \"final\": the plan needs");
    Outcome json = CommandLineRunner.run(FRONT + " --deadline 1 --format json");
    assertThat(json.exitCode()).isEqualTo(ExitCodes.NO_FEASIBLE_PLAN);
    assertThat(Json.parse(json.out()).at("/format").string()).isEqualTo("espalier-no-plan/1");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--pareto | --pareto needs two objectives, such as latency,energy, or --exits FILE",
        "--pareto latency | --pareto must name two objectives, such as latency,energy, but is \"latency\"",
        "--pareto latency,energy,throughput | --pareto must name two objectives, such as latency,energy, but is \"latency,energy,throughput\"",
        "--pareto energy,energy | --pareto: a front needs two objectives but both are energy",
        "--pareto latency,expected | --pareto: a front needs two objectives but both are expected",
        "--pareto latency,money | --pareto: objectives are latency, expected, worst-case, energy or throughput but one is \"money\"",
        "--pareto , | --pareto: objectives are latency, expected, worst-case, energy or throughput but one is \"\"",
        "--pareto latency,energy --solver dads | --pareto A,B needs --solver genetic or exact but found dads",
        "--pareto latency,energy --simplify 1% | --simplify and --pareto exclude each other",
        "--pareto latency,energy --min-accuracy 0.5 | --min-accuracy needs --exits FILE",
        "--pareto latency,energy --max-latency 5 | --max-latency needs --exits FILE",
        "--pareto latency,energy --thresholds 0.5 | --thresholds needs --exits FILE",
        "--pareto latency,energy --condition clean | --condition needs --exits FILE",
        "--pareto latency,energy --exits src/test/resources/exit-logs/b-alexnet-synthetic.csv | --pareto A,B and --exits exclude each other; --pareto alone goes with --exits",
        "--pareto latency,energy --svg x --out ./x | --svg and --out must be two files but both are ./x",
      })
  void frontThatCannotBeMeantIsNamed(String options, String message) {
    assertThat(CommandLineRunner.run("plan" + PROBLEM + options).failsWith(ExitCodes.WRONG_USAGE))
        .isEqualTo(message);
  }
}
