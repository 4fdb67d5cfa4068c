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

/** What is minimized, and the limits on whole plans. */
class ObjectiveOptionsTest {
  private static final String PROBLEM =
      " --model zoo:b-alexnet --catalog device-catalogs/na2023-six.catalog.json ";
  private static final String BATTERIES =
      " --model zoo:b-alexnet --catalog device-catalogs/surveillance.catalog.json ";

  @TempDir private Path directory;

  private static Json plan(String options) {
    return CommandLineRunner.run("plan" + PROBLEM + "--format json " + options).json();
  }

  /** Every device of the catalog draws 3.5 W while it is busy. */
  @ParameterizedTest
  @ValueSource(strings = {"exact", "genetic", "exhaustive"})
  void energyIsThatOfAMeanInference(String solver) {
    Json plan = plan("--objective energy --max-partitions 3 --solver " + solver);
    assertThat(plan.at("/slices").items()).hasSize(1);
    assertThat(plan.at("/unit").string()).isEqualTo("J");
    assertThat(plan.at("/value").number())
        .isCloseTo(3.5e-3 * plan.at("/expectedLatencyMs").number(), within(1e-12));
    assertThat(plan.at("/energyJ")).isEqualTo(plan.at("/value"));
    assertThat(plan.at("/optimal").flag()).isTrue();
    assertThat(plan.fieldNames())
        .contains("lowerBound", "periodMs")
        .doesNotContain("latencyMs", "lowerBoundMs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exact", "genetic", "exhaustive"})
  void throughputIsThePeriodOfAPipeline(String solver) {
    Json plan = plan("--objective throughput --max-partitions 3 --solver " + solver);
    assertThat(plan.at("/value").number()).isCloseTo(7.984, within(5e-4));
    assertThat(plan.at("/periodMs")).isEqualTo(plan.at("/value"));
    assertThat(plan.at("/latencyMs")).isEqualTo(plan.at("/value"));
    assertThat(plan.at("/unit").string()).isEqualTo("ms");
    assertThat(plan.at("/slices").items()).hasSizeGreaterThan(1);
    assertThat(plan.at("/optimal").flag()).isTrue();
    assertThat(plan.at("/options/buffers").whole()).isEqualTo(2);
    assertThat(CommandLineRunner.run("plan" + PROBLEM + "--objective throughput").out())
        .contains("period 7.984 ms, 125.2 samples/s (proven optimal)");
  }

  @Test
  void rateIsKept() {
    Json free = plan("");
    Json plan = plan("--fps 120");
    assertThat(free.at("/periodMs").number()).isGreaterThan(1000.0 / 120);
    assertThat(plan.at("/periodMs").number()).isLessThanOrEqualTo(1000.0 / 120);
    assertThat(plan.at("/latencyMs").number()).isGreaterThan(free.at("/latencyMs").number());
    assertThat(plan.at("/options/fps").number()).isEqualTo(120);
    assertThat(plan.at("/optimal").flag()).isTrue();
    assertThat(CommandLineRunner.run("plan" + PROBLEM + "--fps 120").out())
        .contains(", period 8.035 ms\n");
  }

  @Test
  void deadlineChangesThePlan() {
    Json free = plan("--objective throughput");
    double before = free.at("/exits/1/latencyMs").number();
    Json plan = plan("--objective throughput --deadline exit2=20 --deadline 0.03s");
    assertThat(before).isGreaterThan(20);
    assertThat(plan.at("/exits/1/latencyMs").number()).isLessThanOrEqualTo(20);
    assertThat(plan.at("/worstCaseLatencyMs").number()).isLessThanOrEqualTo(30);
    assertThat(plan.at("/value").number()).isGreaterThan(free.at("/value").number());
    assertThat(plan.at("/options/deadlinesMs").text())
        .isEqualTo(Json.parse("{ \"exit2\": 20.0, \"final\": 30.0 }").text());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--fps 130 | period: the plan needs 7.98408 ms, allowed are 7.69231 ms, exceeded by"
            + " 0.291777 ms | throughput",
        "--deadline exit1=6.5 | latency of exit \"exit1\": the plan needs 7.65409 ms, allowed are"
            + " 6.50000 ms, exceeded by 1.15409 ms | latency:exit1",
        "--deadline 1 | latency of exit \"final\": the plan needs 20.9237 ms, allowed are 1.00000"
            + " ms, exceeded by 19.9237 ms | latency:final",
      })
  void limitThatCannotBeKeptIsNamed(String options, String reason, String limit) {
    for (String solver : List.of("exact", "genetic")) {
      Outcome outcome = CommandLineRunner.run("plan" + PROBLEM + options + " --solver " + solver);
      assertThat(outcome.failsWith(ExitCodes.NO_FEASIBLE_PLAN)).startsWith("no feasible plan; ");
      assertThat(outcome.err()).contains(reason);
    }
    Outcome json = CommandLineRunner.run("plan" + PROBLEM + options + " --format json");
    assertThat(json.exitCode()).isEqualTo(ExitCodes.NO_FEASIBLE_PLAN);
    Json document = Json.parse(json.out());
    assertThat(document.at("/proven").flag()).isTrue();
    assertThat(document.at("/partial").flag()).isFalse();
    assertThat(document.at("/violations/0/limit").string()).isEqualTo(limit);
    assertThat(document.at("/violations/0/shortBy").number()).isPositive();
  }

  @Test
  void batteryThatLastsForManySeesTheirMean() {
    String command = "plan" + BATTERIES + "--format json --inferences 100000";
    Json plan = CommandLineRunner.run(command).json();
    assertThat(plan.at("/options/energyBasis").string()).isEqualTo("expected");
    assertThat(plan.at("/latencyMs").number()).isCloseTo(3.596, within(5e-4));
    double devices =
        plan.at("/devices").items().stream()
            .mapToDouble(device -> device.at("/energyJ").number())
            .sum();
    assertThat(devices).isCloseTo(plan.at("/energyJ").number(), within(1e-12));
    assertThat(CommandLineRunner.run(command + " --energy-basis full").exitCode())
        .isEqualTo(ExitCodes.NO_FEASIBLE_PLAN);
    assertThat(plan("").at("/options/energyBasis").string()).isEqualTo("full");
    assertThat(plan("--energy-basis expected").at("/devices/0/energyJ").number())
        .isLessThan(plan("").at("/devices/0/energyJ").number());
  }

  @Test
  void buffersTakeMemoryOfPipelinesAlone() {
    String cut = "--partitions 2 --pin conv1=d1 --pin fc3=d2 --solver exact ";
    double none = plan(cut + "--fps 1 --buffers 0").at("/devices/1/memoryMiB").number();
    Json three = plan(cut + "--fps 1 --buffers 3");
    assertThat(three.at("/slices")).isEqualTo(plan(cut + "--fps 1 --buffers 0").at("/slices"));
    Json positions =
        CommandLineRunner.run("inspect --model zoo:b-alexnet --format json")
            .json()
            .at("/positions");
    double payload =
        positions.items().get(three.at("/slices/1/from").whole()).at("/payloadBytes").number();
    assertThat(three.at("/devices/1/memoryMiB").number() - none)
        .isCloseTo(3 * payload / 1048576, within(1e-9));
    assertThat(plan(cut + "--buffers 3").at("/devices/1/memoryMiB").number()).isEqualTo(none);
    assertThat(plan(cut + "--buffers 3").at("/options").fieldNames()).doesNotContain("buffers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--fps 100 --buffers 1 --deadline exit1=20 --deadline 40",
        "--objective throughput --buffers 0 --source d1 --sink d2",
        "--objective energy --energy-basis expected --deadline 30",
        "--inferences 5 --energy-basis full",
        "--inferences 5",
      })
  void writtenPlanIsConfirmedWithItsOptions(String options) throws IOException {
    Path file = directory.resolve("plan.json");
    assertThat(
            CommandLineRunner.run("plan" + PROBLEM + options + " --format json --out %s", file)
                .exitCode())
        .isZero();
    Json plan = Json.parse(Files.readString(file));
    Outcome outcome = CommandLineRunner.run("evaluate" + PROBLEM + "--format json --plan %s", file);
    assertThat(outcome.err()).isEmpty();
    Json evaluation = outcome.json();
    assertThat(evaluation.at("/feasible").flag()).isTrue();
    for (String field : List.of("/objective", "/options", "/value", "/energyJ", "/devices")) {
      assertThat(evaluation.at(field)).as(field).isEqualTo(plan.at(field));
    }
  }

  @Test
  void planThatIsTooLateOrTooSlowIsFound() throws IOException {
    Path file = Files.writeString(directory.resolve("plan.json"), plan("").text());
    String command = "evaluate" + PROBLEM + "--plan " + file + " --fps 120 --deadline 20";
    Outcome outcome = CommandLineRunner.run(command);
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.NO_FEASIBLE_PLAN);
    assertThat(outcome.out())
        .contains(
            "NOT FEASIBLE",
            "period: the plan needs 9.77977 ms, allowed are 8.33333 ms",
            "latency of exit \"final\": the plan needs 20.9237 ms, allowed are 20.0000 ms");
    Json json = Json.parse(CommandLineRunner.run(command + " --format json").out());
    assertThat(json.at("/violations").items()).hasSize(2);
  }

  @Test
  void deviceWithoutPowerHasNoEnergyToMinimize() {
    Path model = directory.resolve("tiny.json");
    ValidFiles.write(model, ValidFiles.MODEL);
    Path catalog = directory.resolve("no-power.json");
    ValidFiles.write(
        catalog,
        ValidFiles.CATALOG.changing(
            "/devices/1", device -> device.minus("powerW").minus("energyJ")));
    String reason =
        "energy: device \"hub\" has no powerW; expected one for every device that may run a slice";
    String problem = " --model " + model + " --catalog " + catalog;
    assertThat(
            CommandLineRunner.run("plan --objective energy" + problem)
                .failsWith(ExitCodes.WRONG_USAGE))
        .isEqualTo("--objective: " + reason);
    assertThat(
            CommandLineRunner.run("plan --pareto latency,energy" + problem)
                .failsWith(ExitCodes.WRONG_USAGE))
        .contains(reason);
    assertThat(CommandLineRunner.run("plan --objective energy --devices cam" + problem).exitCode())
        .isZero();
    assertThat(CommandLineRunner.run("plan --format json" + problem).json().at("/energyJ").isNull())
        .isTrue();
  }

  /** Worked out by hand: the camera runs all of it, 0.5 W of it idle for the whole period. */
  @Test
  void idlePowerIsDrawnForTheWholePeriod() {
    Path model = directory.resolve("tiny.json");
    ValidFiles.write(model, ValidFiles.MODEL);
    Path catalog = directory.resolve("pair.json");
    ValidFiles.write(catalog, ValidFiles.CATALOG);
    String command = "plan --devices cam --objective energy --format json --model %s --catalog %s";
    Json busy = CommandLineRunner.run(command, model, catalog).json();
    Json paced = CommandLineRunner.run(command + " --fps 10", model, catalog).json();
    double busyMs = busy.at("/expectedLatencyMs").number();
    assertThat(busy.at("/value").number()).isCloseTo(2.5e-3 * busyMs, within(1e-12));
    assertThat(paced.at("/value").number())
        .isCloseTo(0.5e-3 * 100 + (2.5e-3 - 0.5e-3) * busyMs, within(1e-12));
  }

  @Test
  void comparisonsAndSweepsTakeEveryObjective() {
    String problem =
        " --model zoo:b-lenet --catalog device-catalogs/na2023-four.catalog.json --no-timing"
            + " --objective ";
    Json comparison =
        CommandLineRunner.run(
                "compare --runs 1 --solvers exact,dads --format json" + problem + "energy")
            .json();
    assertThat(comparison.at("/unit").string()).isEqualTo("J");
    assertThat(comparison.at("/referenceIsOptimum").flag()).isTrue();
    assertThat(comparison.at("/reference")).isEqualTo(comparison.at("/solvers/0/value/average"));
    assertThat(comparison.at("/solvers/1/gap").number()).isPositive();
    Outcome left = CommandLineRunner.run("compare --runs 1" + problem + "throughput");
    assertThat(left.out())
        .contains("left out: shortest-path, popex, dads (it sums costs, which does not give a");
    Json sweep =
        CommandLineRunner.run("sweep --vary bandwidth=1,8 --format json" + problem + "throughput")
            .json();
    assertThat(sweep.at("/points/0/value")).isEqualTo(sweep.at("/points/0/lowerBound"));
    assertThat(sweep.at("/points/0/value").number())
        .isGreaterThan(sweep.at("/points/1/value").number());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--energy-basis mean | --energy-basis must be full or expected but is \"mean\"",
        "--energy-basis= | --energy-basis must be full or expected but is \"\"",
        "--fps 0 | --fps: planning problem: fps must be > 0 but is 0.0",
        "--fps -1 | --fps: planning problem: fps must be > 0 but is -1.0",
        "--fps NaN | --fps: planning problem: fps must be > 0 but is NaN",
        "--fps 1e-40 | --fps: planning problem: fps must be a number from 1e-30 to 1e30 but is 1.0E-40",
        "--fps many | Invalid value for option '--fps': expected a number but found \"many\"",
        "--buffers -1 | --buffers: number of buffers must be from 0 to 1000000 but is -1",
        "--buffers 1000001 | --buffers: number of buffers must be from 0 to 1000000 but is 1000001",
        "--buffers 1.5 | Invalid value for option '--buffers': expected a whole number but found \"1.5\"",
        "--deadline exit9=5 | --deadline: exit \"exit9\" is not in model \"b-alexnet\", which has exit1, exit2, final; did you mean \"exit1\"?",
        "--deadline =5 | --deadline: exit \"\" is not in model \"b-alexnet\", which has exit1, exit2, final",
        "--deadline fast | --deadline: expected a time in ms such as 20, 0.5ms or 1.5s but found \"fast\"",
        "--deadline exit1= | --deadline: expected a time in ms such as 20, 0.5ms or 1.5s but found \"\"",
        "--deadline -5 | --deadline: expected a time in ms such as 20, 0.5ms or 1.5s but found \"-5\"",
        "--deadline 0 | --deadline: planning problem: deadline must be > 0 but is 0.0",
        "--deadline exit1=1e40 | --deadline: planning problem: deadline must be a number from 1e-30 to 1e30 but is 1.0E40",
        "--objective throughput --solver dads | --solver dads: it sums costs, which does not give a period",
      })
  void wrongValueIsNamed(String options, String message) {
    assertThat(
            CommandLineRunner.run(("plan" + PROBLEM + options).strip())
                .failsWith(ExitCodes.WRONG_USAGE))
        .isEqualTo(message);
  }
}
