package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.testing.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sweep --active}: a curve for each set of side exits, the other exits left out. */
class SweepActiveTest {
  private static final String FOUR = "device-catalogs/na2023-four.catalog.json";
  private static final String LOG =
      "sweep --model zoo:b-alexnet --catalog %s --exits %s --condition clean --no-timing"
          .formatted(FOUR, ExitFiles.SYNTHETIC_LOG);
  private static final String THRESHOLDS = LOG + " --vary threshold=0.5:0.9:0.1";

  @TempDir private Path directory;

  private static double probability(Json point, int exit) {
    return point.at("/exits/%d/probability".formatted(exit)).number();
  }

  /** The samples of a log that leave at an earlier exit leave at the latest there. */
  @Test
  void moreActiveExitsTakeMoreSamplesAndHigherThresholdsFewer() {
    Json sweep = CommandLineRunner.run(THRESHOLDS + " --active none,1,1-2 --format json").json();
    assertThat(sweep.at("/parameters/1/name").string()).isEqualTo("active");
    assertThat(sweep.at("/parameters/1/values/2").string()).isEqualTo("1-2");
    List<Json> points = sweep.at("/points").items();
    assertThat(points).hasSize(15);
    for (int p = 0; p < points.size(); p++) {
      double atTheEnd = probability(points.get(p), 2);
      if (p % 5 > 0) {
        assertThat(atTheEnd).isGreaterThanOrEqualTo(probability(points.get(p - 1), 2));
      }
      if (p >= 5) {
        assertThat(atTheEnd).isLessThanOrEqualTo(probability(points.get(p - 5), 2));
      }
    }
    assertThat(probability(points.get(0), 2)).isEqualTo(1);
    assertThat(points.get(0).at("/exits/0/deployed").flag()).isFalse();
    assertThat(points.get(14).at("/exits/0/deployed").flag()).isTrue();
  }

  /** Each point has the plan of a network that has no other exits. */
  @Test
  void exitsThatAreNotActiveCostNothing() throws IOException {
    Json point =
        CommandLineRunner.run(LOG + " --vary threshold=0.7 --active 2 --format json")
            .json()
            .at("/points/0");
    String model = Files.readString(Path.of("src/test/resources/reference/b-alexnet.model.json"));
    Path without = directory.resolve("without.model.json");
    String exits =
        "\"exits\": [ {\"name\":\"exit2\",\"layer\":\"b2fc\",\"probability\":%s}, {\"name\":\"final\",\"layer\":\"fc3\",\"probability\":%s} ] }"
            .formatted(probability(point, 1), probability(point, 2));
    Files.writeString(
        without,
        model
            .replaceAll("(?s)\\{[^{}]*\"name\" *: *\"b1[^{}]*}, *", "")
            .replaceAll("(?s)\"exits\".*", exits));
    Json plan =
        CommandLineRunner.run("plan --model %s --catalog %s --format json".formatted(without, FOUR))
            .json();
    assertThat(point.at("/latencyMs").number())
        .isCloseTo(plan.at("/latencyMs").number(), within(1e-9));
    assertThat(point.at("/slices/0/to").number()).isEqualTo(plan.at("/slices/0/to").number());
  }

  @Test
  void everyFormatShowsSharesAndAccuracyOfEachExit() {
    String command = LOG + " --vary threshold=0.5,0.7 --active 1,1-2";
    assertThat(CommandLineRunner.run(command).out())
        .containsPattern("threshold +active +accuracy +exit1 +exit2 +final")
        .containsPattern("0\\.5 +1 +82\\.40% +92\\.00% \\(81\\.30%\\) +- +8\\.00% \\(95\\.00%\\)")
        .contains("exits: samples that leave there and, in parentheses, accuracy on them")
        .contains("counted without the exits that are not active")
        .contains(
            "exit data: " + ExitFiles.SYNTHETIC_LOG + ", criterion confidence, fallback final");
    assertThat(CommandLineRunner.run(command + " --format csv").out())
        .contains(
            ",accuracy,exit1.probability,exit1.accuracy,exit2.probability,exit2.accuracy,"
                + "final.probability,final.accuracy\n")
        .containsPattern("\n0\\.5,1,.*,0\\.824,0\\.92,0\\.813\\d*,,,0\\.08,0\\.95\n");
    Json json = CommandLineRunner.run(command + " --format json").json();
    assertThat(json.at("/exitData/fallback").string()).isEqualTo("final");
    assertThat(json.at("/points/0/exits/0/accuracy").number()).isCloseTo(0.813, within(1e-3));
  }

  /** The fallback decides on samples that no exit takes: their number stays. */
  @Test
  void fallbackChangesAccuracyAlone() {
    String command = LOG + " --vary threshold=0.9 --active 1-2 --format json --fallback ";
    Json point = CommandLineRunner.run(command + "final").json().at("/points/0");
    Json theirs = CommandLineRunner.run(command + "most-confident").json().at("/points/0");
    for (int exit = 0; exit < 3; exit++) {
      assertThat(probability(theirs, exit)).isEqualTo(probability(point, exit));
    }
    assertThat(theirs.at("/latencyMs").number()).isEqualTo(point.at("/latencyMs").number());
    assertThat(theirs.at("/accuracy").number()).isNotEqualTo(point.at("/accuracy").number());
  }

  @Test
  void tablesSayWhatTheyAssume() {
    ExitFiles files = new ExitFiles(directory);
    String command =
        "sweep %s --exits %s --condition clean --vary threshold=all --active "
            .formatted(files.problem(), files.table());
    String assumption = "assumed: samples of an exit that is not deployed leave at the next";
    assertThat(CommandLineRunner.run(command + "1,none").out()).contains(assumption);
    assertThat(CommandLineRunner.run(command + "1").out()).doesNotContain("assumed");
    assertThat(CommandLineRunner.run(THRESHOLDS + " --active 1,none").out())
        .doesNotContain("assumed");
    // 9 ms without the side exit; 5 and 11 ms with it.
    Json points = CommandLineRunner.run(command + "1,none --format json").json().at("/points");
    assertThat(points.items())
        .extracting(point -> point.at("/latencyMs").number())
        .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : 1, Double.class)
        .containsExactly(0.8 * 5 + 0.2 * 11, 0.3 * 5 + 0.7 * 11, 9.0, 9.0);
  }

  /** Measured exits of MobileNetV2: hardly a sample leaves at the first one. */
  @Test
  void measuredTableGivesACurveForTheFirstNExits() {
    Json sweep =
        CommandLineRunner.run(
                "sweep --model zoo:b-mobilenetv2 --catalog device-catalogs/lab-bench.catalog.json"
                    + " --condition gaussian-blur-0 --vary threshold=0.7:0.9:0.05"
                    + " --active 1,1-2,1-3 --format json --exits %s",
                Reference.measuredExits())
            .json();
    List<Json> points = sweep.at("/points").items();
    assertThat(points).hasSize(15);
    assertThat(points.subList(0, 5))
        .allSatisfy(point -> assertThat(probability(point, 3)).isGreaterThan(0.999));
    // Left at exit2 and exit3 at threshold 0.7, as the table has it.
    assertThat(probability(points.get(10), 1)).isEqualTo(0.23723822);
    assertThat(probability(points.get(10), 2)).isEqualTo(0.39332461);
    assertThat(1 - probability(points.get(5), 3)).isCloseTo(0.23789267, within(1e-8));
    assertThat(1 - probability(points.get(10), 3)).isCloseTo(0.63121728, within(1e-7));
  }

  @Test
  void chartOfExitsShowsTheProbabilityOfLeavingEarly() throws IOException {
    Path svg = directory.resolve("exits.svg");
    Outcome outcome =
        CommandLineRunner.run(THRESHOLDS + " --active 1,1-2 --chart exits --svg %s", svg);
    assertThat(outcome.exitCode()).isZero();
    assertThat(Files.readString(svg))
        .contains("probability of leaving at a side exit by threshold</title>")
        .contains("active side exits = 1: 0.5 = 0.92")
        .doesNotContain("another plan");
    CommandLineRunner.run(THRESHOLDS + " --active 1,1-2 --chart objective --svg %s", svg);
    assertThat(Files.readString(svg)).contains("expected latency by threshold</title>");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--vary threshold=0.5 --active 1-3 | --active 1-3: set \"1-3\": side exits are numbered 1"
            + " to 2 (exit1, exit2), but found 3",
        "--vary threshold=0.5 --active 1,1+1 | --active 1,1+1: sets \"1\" and \"1+1\" are the"
            + " same",
        "--vary threshold=0.5 --vary bandwidth=1 --active 1 | --active counts as a parameter:"
            + " beside it --vary may be given once only",
        "--vary bandwidth=1 --threshold 2 | --threshold: threshold: confidence must be a number"
            + " from 0 to 1 but is 2.0",
        "--vary threshold=0.5,2 | --vary threshold=0.5,2: threshold: confidence must be a number"
            + " from 0 to 1 but is 2.0",
        "--vary threshold=0.5 --chart exits | --chart needs --svg FILE",
        "--vary threshold=0.5 --chart exit --svg x.svg | --chart must be objective or exits but"
            + " is \"exit\"; did you mean \"exits\"?",
        "--vary threshold=0.5 --fallback first | --fallback must be final or most-confident but"
            + " is \"first\"",
      })
  void wrongOptionIsNamed(String options, String message) {
    assertThat(CommandLineRunner.run(LOG + " " + options).failsWith(2)).isEqualTo(message);
  }

  @Test
  void setsAndChartsOfExitsNeedExitData() {
    String command = "sweep --model zoo:b-lenet --catalog " + FOUR + " --vary bandwidth=1 ";
    assertThat(CommandLineRunner.run(command + "--active 1").failsWith(2))
        .isEqualTo("--active needs --exits FILE");
    assertThat(CommandLineRunner.run(command + "--chart exits --svg x.svg").failsWith(2))
        .isEqualTo("--chart exits needs --exits FILE");
  }
}
