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

class SweepCommandTest {
  private static final String FOUR = "device-catalogs/na2023-four.catalog.json";
  private static final String SURVEILLANCE = "device-catalogs/surveillance.catalog.json";
  private static final String LENET =
      "sweep --model zoo:b-lenet --devices d1,d2 --source d1 --catalog " + FOUR;
  private static final String BANDWIDTH = LENET + " --vary bandwidth=1,2,8";
  private static final String CAMERA = "sweep --model zoo:b-alexnet --catalog " + SURVEILLANCE;

  @TempDir private Path directory;

  @Test
  void textShowsWhereThePlanChanges() {
    Outcome outcome = CommandLineRunner.run(BANDWIDTH + ",16");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .isEqualTo(
            """
            b-lenet on na2023-four: expected latency, genetic, seed 1

            bandwidth Mbps  expected ms  worst-case ms  gap  plan
                         1        8.948         32.890    0  d1 0-18
                         2        8.638         27.453    0  d1 0-11 | d2 12-18
                         8        3.867          5.759    0  d2 0-18
                        16        2.299          4.191    0  "

            gap: to the lower bound; 0 where the plan is proven optimal
            plan: each device with its positions; " is the plan above
            """);
  }

  @Test
  void everyPointIsWhatPlanSays() {
    Json sweep = CommandLineRunner.run(BANDWIDTH + " --format json").json();
    assertThat(sweep.at("/format").string()).isEqualTo("espalier-sweep/1");
    assertThat(sweep.at("/parameters/0/name").string()).isEqualTo("bandwidth");
    assertThat(sweep.at("/parameters/0/unit").string()).isEqualTo("Mbps");
    assertThat(sweep.at("/complete").flag()).isTrue();
    assertThat(sweep.at("/points").items()).hasSize(3);
    for (Json point : sweep.at("/points").items()) {
      Json plan =
          CommandLineRunner.run(
                  LENET.replace("sweep", "plan") + " --format json --bandwidth-mbps %s",
                  point.at("/values/bandwidth").number())
              .json();
      for (String figure :
          List.of(
              "/latencyMs",
              "/expectedLatencyMs",
              "/worstCaseLatencyMs",
              "/lowerBoundMs",
              "/gap",
              "/slices/0/to")) {
        assertThat(point.at(figure).number()).as(figure).isEqualTo(plan.at(figure).number());
      }
      assertThat(point.at("/optimal").flag()).isTrue();
    }
    assertThat(sweep.at("/points/0/planChanged").flag()).isFalse();
    assertThat(sweep.at("/points/1/planChanged").flag()).isTrue();
  }

  @Test
  void csvHasALineForEachPointInFullPrecision() {
    Outcome outcome =
        CommandLineRunner.run(BANDWIDTH + " --vary link-latency=0,5 --no-timing --format csv");
    assertThat(outcome.out().lines().toList())
        .hasSize(7)
        .startsWith(
            "bandwidthMbps,linkLatencyMs,latencyMs,expectedLatencyMs,worstCaseLatencyMs,lowerBoundMs,"
                + "gap,optimal,planChanged,plan,reason")
        .anyMatch(line -> line.matches("2,0,8\\.63\\d+,.*,0\\.0,true,true,d1 0-11 \\| d2 12-18,"))
        .anyMatch(line -> line.startsWith("8,5,"));
  }

  @Test
  void equalSweepsPrintEqualBytesOnAnyNumberOfThreads() {
    String command = BANDWIDTH + " --solver two-layer --no-timing --format json --seed 9";
    assertThat(CommandLineRunner.run(command).out())
        .isEqualTo(CommandLineRunner.run(command + " --threads 2").out())
        .doesNotContain("elapsedMs");
    assertThat(CommandLineRunner.run(BANDWIDTH + " --format json").out()).contains("elapsedMs");
    assertThat(CommandLineRunner.run(BANDWIDTH + " --format csv").out()).contains("elapsedMs");
  }

  @Test
  void drawingGoesToAFile() throws IOException {
    Path svg = directory.resolve("sweep.svg");
    Outcome outcome =
        CommandLineRunner.run(
            LENET + " --vary bandwidth=1:64:x2 --vary probability:exit1=0,0.5 --svg %s", svg);
    assertThat(outcome.exitCode()).isZero();
    assertThat(Files.readString(svg))
        .startsWith("<svg")
        .contains(
            "<title>b-lenet on na2023-four: expected latency by bandwidth</title>",
            "probability of exit1 = 0.5: 1 = ");
  }

  @Test
  void pointsWithoutAPlanStayInTheTable() throws IOException {
    Path svg = directory.resolve("sweep.svg");
    Path catalog = directory.resolve("weak.catalog.json");
    Files.writeString(
        catalog,
        """
        { "format": "espalier-catalog/1", "name": "weak",
          "devices": [ { "name": "a", "gflops": 1, "ioMBps": 100, "powerW": 10, "energyJ": 0.05 },
                       { "name": "b", "gflops": 100, "ioMBps": 10000 } ],
          "network": { "bandwidthMbps": 8, "latencyMs": 0 } }
        """);
    String command =
        "sweep --model zoo:b-lenet --catalog "
            + catalog
            + " --devices a --vary gamma:a:b=0.1,1,1e6";
    Outcome outcome = CommandLineRunner.run(command + " --svg %s", svg);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .containsPattern("\n +1000000 +- +- +- +no plan: energy of device \"a\"");
    assertThat(Files.readString(svg)).contains("1E6 = none");
    Json last = CommandLineRunner.run(command + " --format json").json().at("/points/2");
    assertThat(last.at("/planned").flag()).isFalse();
    assertThat(last.at("/proven").flag()).isTrue();
    assertThat(last.at("/violations/0/limit").string()).isEqualTo("energyJ");
    assertThat(CommandLineRunner.run(command + " --format csv").out())
        .containsPattern("\n1000000,,,,,,,,,\"no plan: energy of device \"\"a\"\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "csv"})
  void sweepWithoutAnyPlanHasTheReasonThatPlanGives(String format) {
    Path svg = directory.resolve("none.svg");
    Outcome outcome =
        CommandLineRunner.run(
            CAMERA
                + " --inferences 100000 --energy-basis full --vary probability:exit1=0.2,0.5 --format %s --svg %s",
            format,
            svg);
    Outcome plan =
        CommandLineRunner.run(
            CAMERA.replace("sweep", "plan") + " --inferences 100000 --energy-basis full");
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.NO_FEASIBLE_PLAN);
    assertThat(outcome.err()).isEqualTo("no point has a plan; at the first one:\n" + plan.err());
    assertThat(outcome.out()).isNotEmpty();
    assertThat(svg).doesNotExist();
  }

  @Test
  void pointsThatCannotBeStayInTheTable() {
    String command = CAMERA + " --vary probability:exit1=0.5,1 --vary probability:exit2=0.5";
    String reason =
        "the probabilities of all exits must sum to 1 but those of exit1, exit2 sum to 1.5";
    Outcome outcome = CommandLineRunner.run(command);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.unfolded()).contains("impossible: " + reason);
    assertThat(
            CommandLineRunner.run(command + " --format json")
                .json()
                .at("/points/1/contradiction")
                .string())
        .isEqualTo(reason);
    assertThat(CommandLineRunner.run(command.replace("0.5,1", "1")).failsWith(2))
        .isEqualTo("--vary: " + reason);
  }

  @Test
  void anySolverThatFitsCanBeSwept() {
    for (String solver : List.of("exact", "exhaustive", "neurosurgeon", "dads", "popex")) {
      Outcome outcome = CommandLineRunner.run(BANDWIDTH + " --format json --solver " + solver);
      assertThat(outcome.exitCode()).as(solver).isZero();
      assertThat(outcome.json().at("/solver").string()).isEqualTo(solver);
    }
  }

  @Test
  void timeLimitIsThatOfEachPoint() {
    Outcome outcome =
        CommandLineRunner.run(
            "sweep --model zoo:b-resnet110 --catalog "
                + FOUR
                + " --vary bandwidth=1,2 --solver exhaustive --time-limit 20ms");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("points stopped early: 2");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--seed 1 | Missing required option: '--vary=PARAM=VALUES'",
        "--vary bandwidth | --vary bandwidth: expected PARAM=VALUES",
        "--vary bandwith=5 | --vary bandwith=5: parameter must be bandwidth, bandwidth:A:B,"
            + " link-latency, link-latency:A:B, probability:EXIT, gamma:EDGE:CLOUD, input-bytes[:NAME], condition or threshold but is"
            + " \"bandwith\"; did you mean \"bandwidth\"?",
        "--vary bandwidth=5:1:1 | --vary bandwidth=5:1:1: range 5:1:1: its end must not be below"
            + " its start",
        "--vary bandwidth=0 | --vary bandwidth=0: network: bandwidthMbps must be > 0 but is 0.0",
        "--vary probability:exit9=0.5 | --vary probability:exit9=0.5: exit \"exit9\" is not in"
            + " model \"b-lenet\", which has exit1, final; did you mean \"exit1\"?",
        "--vary gamma:d1:d9=0.5 | --vary gamma:d1:d9=0.5: expected gamma:EDGE:CLOUD with two"
            + " devices of catalog \"na2023-four\", which has d1, d2, d3, d4, but found \"d1:d9\"",
        "--vary bandwidth=1 --vary bandwidth=2 | --vary: bandwidth and bandwidth change the same;"
            + " vary one of them",
        "--vary bandwidth=1 --vary link-latency=1 --vary gamma:d1:d2=1 | --vary: one or two"
            + " parameters must be varied but 3 are",
        "--vary bandwidth=1:101:1 --vary link-latency=1:100:1 | --vary: at most 10000 points can"
            + " be planned but there are 10100",
        "--vary bandwidth=1 --bandwidth-mbps 3 | --bandwidth-mbps and --vary bandwidth exclude"
            + " each other",
        "--vary bandwidth=1 --vary link-latency=1:29:1 --svg x.svg | --svg can show the second"
            + " parameter at 28 values at most, but it has 29",
        "--vary bandwidth=1 --svg= | --svg must name a file but is blank",
        "--vary bandwidth=1 --svg x --out ./x | --svg and --out must be two files but both are ./x",
        "--vary bandwidth=1 --svg "
            + FOUR
            + " | --svg "
            + FOUR
            + " would overwrite the input file "
            + FOUR,
        "--vary bandwidth=1 --out "
            + FOUR
            + " | --out "
            + FOUR
            + " would overwrite the input file "
            + FOUR,
        "--vary bandwidth=1 --solver genetics | --solver must be one of genetic, exact,"
            + " exhaustive, two-layer, basic-ga, single-device, first-fork, second-fork, ..., neurosurgeon,"
            + " shortest-path, popex, dads but is \"genetics\"; did you mean \"genetic\"?",
        "--vary bandwidth=1 --solver third-fork | --solver third-fork: fork 3 is needed, but"
            + " model \"b-lenet\" has 1",
        "--vary bandwidth=1 --local d1 --remote d2 | --local and --remote are for two-device"
            + " solvers, not for genetic",
        "--vary bandwidth=1 --format xml | Invalid value for option '--format': expected text, json, csv, md or html but found \"xml\"",
        "--vary bandwidth=1 --threads 0 | --threads must be from 1 to 1024 but is 0",
      })
  void wrongOptionIsNamed(String options, String message) {
    assertThat(CommandLineRunner.run((LENET + " " + options).strip()).failsWith(2))
        .isEqualTo(message);
  }

  @Test
  void drawingThatCannotBeWrittenIsNamedBeforeTheSearch() {
    Outcome outcome =
        CommandLineRunner.run(BANDWIDTH + " --svg %s", directory.resolve("no/such.svg"));
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(outcome.err()).endsWith("such.svg: its folder does not exist\n");
    assertThat(outcome.out()).isEmpty();
  }

  private Path exitTable() throws IOException {
    return Files.writeString(
        directory.resolve("exits.csv"),
        """
        condition,threshold,exit,probability,accuracy
        clean,0.5,exit1,0.75,0.9
        clean,0.5,final,0.25,0.99
        clean,0.9,exit1,0.25,0.98
        clean,0.9,final,0.75,0.99
        fog,0.5,exit1,0.5,0.6
        fog,0.5,final,0.5,0.7
        """);
  }

  @Test
  void thresholdsHaveTheSharesAndTheAccuracyOfTheTable() throws IOException {
    String command =
        LENET + " --exits " + exitTable() + " --vary threshold=all --condition clean --no-timing";
    Outcome text = CommandLineRunner.run(command);
    assertThat(text.out())
        .startsWith("b-lenet on na2023-four: expected latency, condition clean, genetic, seed 1\n")
        .containsPattern("threshold +accuracy +exit1 +final +expected +worst-case +gap\n")
        .containsPattern(" +0.5 +92.25% +75.00% \\(90.00%\\) +25.00% ")
        .containsPattern(" +0.9 +98.75% +\\d");
    Json json = CommandLineRunner.run(command + " --format json").json();
    assertThat(json.at("/condition").string()).isEqualTo("clean");
    assertThat(json.at("/points/0/values/threshold").number()).isEqualTo(0.5);
    assertThat(json.at("/points/0/accuracy").number()).isCloseTo(0.9225, within(1e-12));
    double fixedMs =
        CommandLineRunner.run(LENET + " --vary probability:exit1=0.75 --format json")
            .json()
            .at("/points/0/latencyMs")
            .number();
    assertThat(json.at("/points/0/latencyMs").number()).isEqualTo(fixedMs);
    assertThat(CommandLineRunner.run(command + " --format csv").out())
        .contains(
            ",plan,reason,accuracy,exit1.probability,exit1.accuracy,final.probability,"
                + "final.accuracy\n")
        .containsPattern("0.5,.*,0.9225\\d*,0.75,0.9,0.25,0.99\n");
  }

  @Test
  void conditionsAreALineEachUnlessOneIsNamed() throws IOException {
    Path svg = directory.resolve("conditions.svg");
    Outcome outcome =
        CommandLineRunner.run(
            LENET + " --exits %s --vary bandwidth=1,10 --threshold 0.5 --svg %s", exitTable(), svg);
    assertThat(outcome.out())
        .contains("latency, threshold 0.5, genetic")
        .containsPattern(" +1  clean +92.25%")
        .containsPattern(" +10  fog +65.00%");
    assertThat(Files.readString(svg)).contains("condition = clean: 1 = ", "condition = fog: 1 = ");
    Outcome named =
        CommandLineRunner.run(
            LENET + " --exits %s --vary condition=fog,clean --vary threshold=0.5,0.9", exitTable());
    assertThat(named.exitCode()).isZero();
    assertThat(named.unfolded())
        .contains("impossible: threshold 0.9 is not in the exit table under condition \"fog\"");
  }

  @Test
  void logAnswersAnyThreshold() throws IOException {
    Path log =
        Files.writeString(
            directory.resolve("log.csv"),
            """
            exit1.confidence,exit1.correct,final.confidence,final.correct
            0.9,1,0.9,1
            0.6,0,0.9,1
            0.3,0,0.9,1
            0.2,0,0.9,0
            """);
    Json sweep =
        CommandLineRunner.run(LENET + " --exits %s --vary threshold=0.25,0.61 --format json", log)
            .json();
    assertThat(sweep.at("/points/0/accuracy").number()).isEqualTo(0.25);
    assertThat(sweep.at("/points/1/accuracy").number()).isEqualTo(0.75);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--vary threshold=0.5 | --vary threshold needs --exits FILE",
        "--vary condition=all | --vary condition needs --exits FILE",
        "--vary bandwidth=1 --threshold 0.5 | --threshold needs --exits FILE",
        "--vary bandwidth=1 --condition fog | --condition needs --exits FILE",
        "--vary bandwidth=1 --exits %s | --exits needs --threshold T or --vary threshold=VALUES",
        "--vary condition=all --exits %s | --exits needs --threshold T or --vary threshold=VALUES",
        "--vary threshold=0.7 --exits %s | --vary threshold=0.7: threshold must be one that was"
            + " measured, 0.5, 0.9, but is 0.7",
        "--vary bandwidth=1 --threshold 0.7 --exits %s | --threshold: threshold must be one that"
            + " was measured, 0.5, 0.9, but is 0.7",
        "--vary bandwidth=1 --threshold NaN --exits %s | --threshold: expected a number but found"
            + " \"NaN\"",
        "--vary threshold=0.9 --condition fog --exits %s | --vary threshold=0.9: threshold must be"
            + " one that was measured, 0.5, but is 0.9",
        "--vary threshold=0.5 --threshold 0.5 --exits %s | --threshold and --vary threshold exclude"
            + " each other",
        "--vary condition=fog --condition fog --threshold 0.5 --exits %s | --condition and --vary"
            + " condition exclude each other",
        "--vary condition=frog --threshold 0.5 --exits %s | --vary condition=frog: condition must"
            + " be one of clean, fog but is \"frog\"; did you mean \"fog\"?",
        "--vary probability:exit1=0.5 --threshold 0.5 --condition fog --exits %s | --exits and"
            + " --vary probability exclude each other",
      })
  void wrongUseOfExitDataIsNamed(String options, String message) throws IOException {
    String command = LENET + " " + options.replace("%s", exitTable().toString());
    assertThat(CommandLineRunner.runWords(command.split(" ")).failsWith(2)).isEqualTo(message);
  }

  @Test
  void conditionIsNeededWhereTwoOtherParametersAreVaried() throws IOException {
    Path table = exitTable();
    assertThat(
            CommandLineRunner.run(
                    LENET + " --exits %s --threshold 0.5 --vary bandwidth=1 --vary link-latency=1",
                    table)
                .failsWith(2))
        .isEqualTo(
            "--condition NAME is needed where two other parameters are varied; "
                + table
                + " has clean, fog");
  }

  /** The ratio is in range, but the device then takes longer than can be reckoned with. */
  @Test
  void refusedPointDoesNotCostTheOthers() {
    String sweep =
        "sweep --model zoo:b-lenet --catalog device-catalogs/na2023-six.catalog.json"
            + " --vary gamma:d1:d2=1,1e25,2 --no-timing --format ";
    String reason = "device \"d1\": it would run model \"b-lenet\" for 2.62e+25 ms";
    CommandLineRunner.Outcome text = CommandLineRunner.run(sweep + "text");
    assertThat(text.exitCode()).isZero();
    assertThat(text.unfolded()).contains("impossible: " + reason);
    assertThat(text.out().lines().filter(line -> line.contains("d4 0-18"))).hasSize(2);
    assertThat(CommandLineRunner.run(sweep + "csv").out().lines().toList().get(2))
        .startsWith("1E+25,,,,,,,,,\"impossible: ");
    Json json = CommandLineRunner.run(sweep + "json").json();
    assertThat(json.at("/complete").flag()).isTrue();
    assertThat(json.at("/points").items()).hasSize(3);
    assertThat(json.at("/points/1/contradiction").string()).startsWith(reason);
    assertThat(json.at("/points/2/planned").flag()).isTrue();
  }
}
