package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import dev.espalier.exit.Criterion;
import dev.espalier.exit.ExitBehavior;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.exit.log.Fallback;
import dev.espalier.io.csv.ExitLogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code calibrate --curve} and {@code calibrate --temperature}. */
class CalibrateCurveTest {
  private static final String LOG = "src/test/resources/exit-logs/b-alexnet-synthetic.csv";
  private static final BitSet BOTH = BitSet.valueOf(new long[] {3});

  @TempDir private Path folder;

  private static Outcome calibrate(String options, Object... values) {
    return CommandLineRunner.run("calibrate --log " + LOG + " " + options, values);
  }

  @Test
  void drawingAndCalibratedLogAreTwoFiles() {
    Path file = folder.resolve("both.csv");
    assertThat(
            calibrate("--curve 0.5 --calibrated %s --svg %s", file, file)
                .failsWith(ExitCodes.WRONG_USAGE))
        .isEqualTo("--svg and --calibrated must be two files but both are " + file);
  }

  @Test
  void curveIsWhatTheLogsBeforeAndAfterCount() {
    for (Criterion criterion : Criterion.values()) {
      Path file = folder.resolve(criterion.label() + ".csv");
      Json json =
          calibrate(
                  "--format json --criterion %s --curve 0.3:0.9:0.3 --calibrated %s",
                  criterion.label(), file)
              .json();
      Map<String, ExitLog> before = ExitLogFile.read(Path.of(LOG), criterion);
      Map<String, ExitLog> after = ExitLogFile.read(file);
      check(json.at("/curve/all/before"), ExitLog.joined(before.values()));
      check(json.at("/curve/all/after"), ExitLog.joined(after.values()));
      assertThat(json.at("/curve/conditions/1/condition").string()).isEqualTo("blurred");
      check(json.at("/curve/conditions/1/before"), before.get("blurred"));
      check(json.at("/curve/conditions/1/after"), after.get("blurred"));
    }
  }

  private static void check(Json points, ExitLog log) {
    assertThat(points.items()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      Json point = points.items().get(i);
      double threshold = List.of(0.3, 0.6, 0.9).get(i);
      assertThat(point.at("/threshold").number()).isEqualTo(threshold);
      ExitBehavior expected =
          log.behavior(new double[] {threshold, threshold}, BOTH, Fallback.FINAL);
      assertThat(point.at("/accuracyLow").number()).isLessThan(expected.accuracy());
      assertThat(point.at("/accuracyHigh").number()).isGreaterThan(expected.accuracy());
      for (int e = 0; e < 3; e++) {
        double probability = expected.exits().get(e).probability();
        Json exit = point.at("/exits/" + e);
        assertThat(exit.at("/name").string()).isEqualTo(log.exits().get(e));
        assertThat(exit.at("/probability").number()).isEqualTo(probability);
        assertThat(exit.at("/leaving").number() / log.samples()).isEqualTo(probability);
      }
    }
  }

  @Test
  void curveIsTheDataForPrograms() {
    List<String[]> rows =
        calibrate("--format csv --curve 0.5,0.9")
            .out()
            .lines()
            .map(line -> line.split(",", -1))
            .toList();
    // All samples and two conditions, two thresholds, before and after, three exits and the
    // network.
    assertThat(rows).hasSize(1 + 3 * 2 * 2 * 4).allMatch(row -> row.length == 14);
    assertThat(rows.get(0)).startsWith("condition", "threshold", "calibrated", "exit", "leaving");
    assertThat(rows.get(1)).startsWith("(all)", "0.5", "false", "exit1");
    assertThat(rows.get(8)).startsWith("(all)", "0.5", "true", "(network)", "", "");
  }

  @Test
  void curveStandsBelowTheCalibration() {
    String text = calibrate("--condition clean --curve 0.5,0.9").out();
    assertThat(text).startsWith(calibrate("--condition clean").out());
    assertThat(text).containsPattern("clean +0\\.9  after +0\\.\\d+ \\(0\\.\\d+ +0\\.\\d+ \\(");
  }

  @Test
  void valuesWithoutSamplesAreNull() {
    Json exit =
        calibrate("--format json --curve 1 --condition clean")
            .json()
            .at("/curve/conditions/0/before/0/exits/0");
    assertThat(exit.at("/leaving").number()).isZero();
    for (String field : List.of("accuracy", "accuracyLow", "certainty", "certaintyHigh")) {
      assertThat(exit.at("/" + field).text().strip()).isEqualTo("null");
    }
  }

  @ParameterizedTest
  @CsvSource({"probability, 4, exit2 after", "accuracy, 2, after", "conditions, 2, blurred"})
  void chartsHaveALineForEachCurve(String chart, int lines, String legend) throws IOException {
    Path svg = folder.resolve(chart + ".svg");
    Outcome outcome =
        calibrate("--criterion entropy --curve 0.1:1:0.1 --chart %s --svg %s", chart, svg);
    assertThat(outcome.exitCode()).isZero();
    String drawn = Files.readString(svg);
    assertThat(drawn.split("<g class='line'>", -1)).hasSize(1 + lines);
    assertThat(drawn).contains(legend + "</text>", "entropy threshold, nats", "<path d='M");
  }

  @Test
  void chartShowsTheSamplesFittedOn() throws IOException {
    Path svg = folder.resolve("a.svg");
    calibrate("--condition clean --curve 0.5,0.9 --svg %s", svg);
    assertThat(Files.readString(svg)).contains("<title>Leaving early, clean</title>");
  }

  @Test
  void wrongOptionsAreNamed() throws IOException {
    assertThat(calibrate("--svg a.svg").failsWith(ExitCodes.WRONG_USAGE))
        .isEqualTo("--svg needs --curve LIST");
    assertThat(calibrate("--curve 0.5 --chart accuracy").failsWith(ExitCodes.WRONG_USAGE))
        .isEqualTo("--chart needs --svg FILE");
    assertThat(calibrate("--curve 0.5:2:0.5").failsWith(ExitCodes.WRONG_USAGE))
        .isEqualTo(
            "--curve 0.5:2:0.5: threshold: confidence must be a number from 0 to 1 but is 1.5");
    assertThat(calibrate("--curve x").failsWith(ExitCodes.WRONG_USAGE))
        .isEqualTo("--curve x: expected a number but found \"x\"");
    assertThat(calibrate("--curve 0.5 --svg a.svg --chart x").failsWith(ExitCodes.WRONG_USAGE))
        .contains("expected probability, accuracy or conditions but found \"x\"");
    assertThat(calibrate("--temperature one").failsWith(ExitCodes.WRONG_USAGE))
        .contains("expected per-exit or single but found \"one\"");
    Path log =
        Files.writeString(folder.resolve("log.csv"), "label,f.logits\n0,1 0\n1,1 0\n0,1 0\n");
    assertThat(
            CommandLineRunner.run("calibrate --log %s --curve 0.5", log)
                .failsWith(ExitCodes.WRONG_USAGE))
        .endsWith("a curve needs side exits, but the log has the final exit only");
  }

  @Test
  void calibratedLogIsNotDrawnOver() {
    Path file = folder.resolve("same");
    assertThat(
            calibrate("--curve 0.5 --calibrated %s --svg %s", file, file)
                .failsWith(ExitCodes.WRONG_USAGE))
        .contains("same");
    assertThat(file).doesNotExist();
  }

  @Test
  void singleTemperatureIsTheSameAtEveryExit() {
    Json json = calibrate("--format json --temperature single").json();
    assertThat(json.at("/temperatures").string()).isEqualTo("single");
    Json each = calibrate("--format json").json();
    assertThat(each.at("/temperatures").string()).isEqualTo("per-exit");
    double single = json.at("/exits/0/temperature").number();
    double sum = 0;
    double sumOfEach = 0;
    for (int e = 0; e < 3; e++) {
      assertThat(json.at("/exits/" + e + "/temperature").number()).isEqualTo(single);
      sum += json.at("/all/exits/" + e + "/nllAfter").number();
      sumOfEach += each.at("/all/exits/" + e + "/nllAfter").number();
    }
    assertThat(sum).isGreaterThan(sumOfEach);
    assertThat(calibrate("--temperature single --condition clean").out())
        .contains("one temperature for all exits, fitted on clean; samples leave");
  }

  @Test
  void singleTemperatureThatIsNotThereIsSaidOnce() throws IOException {
    Path log =
        Files.writeString(
            folder.resolve("log.csv"), "label,a.logits,f.logits\n0,1 0,2 0\n1,0 1,0 3\n");
    assertThat(CommandLineRunner.run("calibrate --temperature single --log %s", log).out())
        .endsWith(
            "no temperature is best for all exits: no sample has a logit above that of its label,"
                + " so that T = 0 would be best; their logits stay as they are\n");
  }
}
