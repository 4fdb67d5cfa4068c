package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

class CalibrateCommandTest {
  private static final String LOG = "src/test/resources/exit-logs/b-alexnet-synthetic.csv";
  private static final BitSet BOTH = BitSet.valueOf(new long[] {3});

  @TempDir private Path folder;

  private static Outcome calibrate(String options, Object... values) {
    return CommandLineRunner.run("calibrate --log " + LOG + " " + options, values);
  }

  private Outcome calibrateLog(String content, String options) throws IOException {
    Path log = Files.writeString(folder.resolve("log.csv"), content);
    return CommandLineRunner.run("calibrate --log %s " + options, log);
  }

  @Test
  void jsonTellsEachExitUnderEachCondition() {
    Json json = calibrate("--format json --condition clean --threshold 0.7,0.9").json();
    assertThat(json.fieldNames())
        .containsExactly(
            "format",
            "espalier",
            "log",
            "criterion",
            "classes",
            "bins",
            "fittedOn",
            "temperatures",
            "exits",
            "all",
            "conditions");
    assertThat(json.at("/format").string()).isEqualTo("espalier-calibration/1");
    assertThat(json.at("/log").string()).isEqualTo(LOG);
    assertThat(json.at("/fittedOn").string()).isEqualTo("clean");
    assertThat(json.at("/exits/1/threshold").number()).isEqualTo(0.9);
    assertThat(json.at("/exits/2/threshold").text().strip()).isEqualTo("null");
    assertThat(json.at("/exits/0/temperature").number()).isBetween(1.2, 1.8);
    assertThat(json.at("/exits/0/standardError").number()).isBetween(0.05, 0.2);
    assertThat(json.at("/conditions").items()).hasSize(2);
    assertThat(json.at("/conditions/1/condition").string()).isEqualTo("blurred");
    assertThat(json.at("/conditions/1/exits/0").fieldNames())
        .containsExactly(
            "name",
            "nllBefore",
            "nllAfter",
            "eceBefore",
            "eceAfter",
            "probabilityBefore",
            "probabilityAfter",
            "accuracyBefore",
            "accuracyAfter");
    for (int e = 0; e < 3; e++) {
      assertThat(json.at("/conditions/0/exits/" + e + "/nllAfter").number())
          .isLessThan(json.at("/conditions/0/exits/" + e + "/nllBefore").number());
    }
  }

  @Test
  void probabilitiesAreThoseOfTheLogsBeforeAndAfter() {
    for (Criterion criterion : Criterion.values()) {
      Path after = folder.resolve(criterion.label() + ".csv");
      Json json =
          calibrate(
                  "--format json --criterion %s --threshold 0.6,0.7 --calibrated %s",
                  criterion.label(), after)
              .json();
      double[] thresholds = {0.6, 0.7};
      Map<String, ExitLog> raw = ExitLogFile.read(Path.of(LOG), criterion);
      Map<String, ExitLog> calibrated = ExitLogFile.read(after);
      assertThat(calibrated.keySet()).containsExactly("clean", "blurred");
      for (int c = 0; c < 2; c++) {
        Json condition = json.at("/conditions/" + c);
        String name = condition.at("/condition").string();
        check(condition, "Before", raw.get(name).behavior(thresholds, BOTH, Fallback.FINAL));
        check(condition, "After", calibrated.get(name).behavior(thresholds, BOTH, Fallback.FINAL));
      }
      check(
          json.at("/all"),
          "After",
          ExitLog.joined(calibrated.values()).behavior(thresholds, BOTH, Fallback.FINAL));
    }
  }

  private static void check(Json change, String when, ExitBehavior expected) {
    assertThat(change.at("/accuracy" + when).number()).isEqualTo(expected.accuracy());
    for (int e = 0; e < 3; e++) {
      Json exit = change.at("/exits/" + e);
      assertThat(exit.at("/probability" + when).number())
          .isEqualTo(expected.exits().get(e).probability());
      assertThat(exit.at("/accuracy" + when).number())
          .isEqualTo(expected.exits().get(e).accuracy().orElseThrow());
    }
  }

  @Test
  void csvHasARowForEachConditionAndExit() {
    List<String[]> rows =
        calibrate("--format csv").out().lines().map(line -> line.split(",", -1)).toList();
    assertThat(rows).hasSize(1 + 3 * 3).allMatch(row -> row.length == 12);
    assertThat(rows.get(0)).startsWith("condition", "exit", "temperature", "standardError");
    assertThat(rows.stream().skip(1).map(row -> row[0] + " " + row[1]))
        .containsExactly(
            "(all) exit1",
            "(all) exit2",
            "(all) final",
            "clean exit1",
            "clean exit2",
            "clean final",
            "blurred exit1",
            "blurred exit2",
            "blurred final");
    Json json = calibrate("--format json").json();
    assertThat(Double.parseDouble(rows.get(5)[5]))
        .isCloseTo(json.at("/conditions/0/exits/1/nllAfter").number(), within(1e-15));
  }

  @Test
  void logWithoutConditionsNeedsNoColumnForThem() throws IOException {
    String log = "label,a.logits,f.logits\n0,1 0,2 0\n1,1 0,0 3\n0,2 0,1 0\n1,0 1,1 0\n";
    String text = calibrateLog(log, "").out();
    assertThat(text)
        .contains("log.csv: 2 exits, 2 classes, 4 samples\n")
        .contains("temperatures fitted on all samples; samples leave from confidence 0.8\n")
        .doesNotContain("condition", "(all)");
    Json json = calibrateLog(log, "--format json").json();
    assertThat(json.at("/conditions/0/condition").text().strip()).isEqualTo("null");
    assertThat(calibrateLog(log, "--condition x").failsWith(ExitCodes.WRONG_USAGE))
        .endsWith("log.csv has no conditions");
  }

  @Test
  void exitWithoutABestTemperatureSaysWhyAndKeepsItsLogits() throws IOException {
    String log = "label,a.logits,f.logits\n0,1 0,2 0\n1,0 1,3 0\n0,1 0,0 1\n";
    Outcome text = calibrateLog(log, "");
    String right =
        "exit \"a\" has no best temperature: no sample has a logit above that of its label, so that"
            + " T = 0 would be best; its logits stay as they are\n";
    String wrong =
        "exit \"f\" has no best temperature: the labels' logits are not above average, so that T ="
            + " infinity would be best; its logits stay as they are\n";
    assertThat(text.exitCode()).isZero();
    assertThat(text.out()).endsWith(right + wrong);
    Outcome csv = calibrateLog(log, "--format csv");
    assertThat(csv.out()).contains("\n,a,,,0.31326168751822");
    assertThat(csv.err()).isEqualTo(right + wrong);
    Json json = calibrateLog(log, "--format json").json();
    assertThat(json.at("/exits/0/temperature").text().strip()).isEqualTo("null");
    assertThat(json.at("/exits/0/reason").string()).contains("T = 0");
    assertThat(json.at("/all/exits/0/nllAfter").number())
        .isEqualTo(json.at("/all/exits/0/nllBefore").number());
  }

  @Test
  void logOfOneExitHasNoThreshold() throws IOException {
    assertThat(calibrateLog("label,f.logits\n0,1 0\n1,1 0\n0,1 0\n", "").out())
        .contains("samples leave at the final exit only");
  }

  @Test
  void labelWithoutAChanceIsAnErrorOfTheFile() throws IOException {
    assertThat(calibrateLog("label,f.logits\n0,1 0\n1,1 -inf\n", "").failsWith(ExitCodes.BAD_INPUT))
        .isEqualTo(
            folder.resolve("log.csv")
                + ": exit \"f\": sample 2: its class 1 has the logit -infinity, and so no chance at"
                + " any temperature");
  }

  @Test
  void logWithoutLogitsIsRefused() throws IOException {
    assertThat(calibrateLog("f.confidence,f.correct\n0.5,1\n", "").failsWith(ExitCodes.BAD_INPUT))
        .isEqualTo(
            folder.resolve("log.csv")
                + ": logits are needed: expected columns EXIT.logits and label but found"
                + " confidence");
  }

  @Test
  void calibratedLogThatCannotBeWrittenIsNamedBeforeTheFit() {
    Outcome outcome = calibrate("--calibrated %s", folder.resolve("nowhere/x.csv"));
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(outcome.error()).endsWith("nowhere/x.csv: its folder does not exist");
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void equalLogsGiveEqualBytes() throws IOException {
    Path first = folder.resolve("first.csv");
    Path second = folder.resolve("second.csv");
    Path out = folder.resolve("out.txt");
    Outcome shown = calibrate("--calibrated %s", first);
    assertThat(calibrate("--calibrated %s --out %s", second, out))
        .isEqualTo(new Outcome(0, "", ""));
    assertThat(Files.readString(out)).isEqualTo(shown.out());
    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
  }
}
