package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be meant ends with one message, no result, and what was written before in place. */
class PlanExitsErrorTest {
  private static final String KEPT = "written before";

  @TempDir private Path directory;
  private ExitFiles files;

  @BeforeEach
  void writeFiles() {
    files = new ExitFiles(directory);
  }

  /** Runs {@code plan} with a result file that must survive; {@code TABLE} and so on are files. */
  private String errorOf(int code, String options) {
    Path kept = files.write("kept.txt", KEPT);
    String[] words = ("plan " + files.problem() + " --out " + kept + " " + options).split(" ");
    for (int i = 0; i < words.length; i++) {
      words[i] =
          words[i]
              .replace("TABLE", files.table().toString())
              .replace("LOG", files.log().toString())
              .replace("NOTHING", "");
    }
    Outcome outcome = CommandLineRunner.runWords(words);
    assertThat(kept).hasContent(KEPT);
    return outcome
        .failsWith(code)
        .replace(files.table().toString(), "TABLE")
        .replace(files.log().toString(), "LOG")
        .replace(directory.toString(), "DIR");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--exits TABLE | --exits needs one of --min-accuracy, --max-latency and --pareto but found none",
        "--exits TABLE --min-accuracy 0.9 --pareto | --exits needs one of --min-accuracy,"
            + " --max-latency and --pareto but found --min-accuracy and --pareto",
        "--exits TABLE --min-accuracy 0.9 --max-latency 5 | --exits needs one of --min-accuracy,"
            + " --max-latency and --pareto but found --min-accuracy and --max-latency",
        "--exits TABLE --max-latency 5 --pareto | --exits needs one of --min-accuracy,"
            + " --max-latency and --pareto but found --max-latency and --pareto",
        "--exits TABLE --min-accuracy 1.5 | --min-accuracy: minimum accuracy must be a number from 0 to 1"
            + " but is 1.5",
        "--exits TABLE --min-accuracy -0.1 | --min-accuracy: minimum accuracy must be a number from 0 to 1"
            + " but is -0.1",
        "--exits TABLE --min-accuracy NaN | --min-accuracy: minimum accuracy must be a number from 0 to 1"
            + " but is NaN",
        "--exits TABLE --min-accuracy high | Invalid value for option '--min-accuracy': expected a"
            + " number but found \"high\"",
        "--exits TABLE --min-accuracy 93% | Invalid value for option '--min-accuracy': expected a"
            + " number but found \"93%\"",
        "--exits TABLE --min-accuracy 0.9 --min-accuracy 0.8 | option '--min-accuracy' (A) should"
            + " be specified only once",
        "--exits TABLE --max-latency 0 | --max-latency: maximum latency must be above 0 ms and finite but is 0.0",
        "--exits TABLE --pareto --condition rain | --condition \"rain\" is not in TABLE, which has"
            + " clean, fog",
        "--exits LOG --pareto --condition clean | --condition \"clean\": LOG has no conditions",
        "--condition clean | --condition needs --exits FILE",
        "--min-accuracy 0.9 | --min-accuracy needs --exits FILE",
        "--max-latency 5 | --max-latency needs --exits FILE",
        "--pareto | --pareto needs two objectives, such as latency,energy, or --exits FILE",
        "--thresholds 0.5 | --thresholds needs --exits FILE",
        "--fallback final | --fallback needs --exits FILE",
        "--exits TABLE --min-accuracy 0.9 --svg x.svg | --svg draws one plan or fronts, and needs"
            + " --condition or --pareto: there are 2 conditions",
        "--exits TABLE --pareto --svg TABLE | --svg TABLE would overwrite the input file TABLE",
        "--exits TABLE --pareto --svg NOTHING | --svg must name a file but is blank",
        "--exits NOTHING --pareto | --exits must name a file but is blank",
        "--exits TABLE --pareto --thresholds 0.5 | --thresholds needs an exit log, as a table has"
            + " thresholds of its own",
        "--exits TABLE --pareto --fallback final | --fallback needs an exit log",
        "--exits LOG --pareto --fallback first | --fallback must be final or most-confident but is"
            + " \"first\"",
        "--exits LOG --pareto --thresholds NOTHING | --thresholds : expected a number but found"
            + " \"\"",
        "--exits LOG --pareto --thresholds x | --thresholds x: expected a number but found \"x\"",
        "--exits LOG --pareto --thresholds NaN | --thresholds NaN: expected a number but found"
            + " \"NaN\"",
        "--exits LOG --pareto --thresholds 0.5,,0.6 | --thresholds 0.5,,0.6: expected a number but"
            + " found \"\"",
        "--exits LOG --pareto --thresholds 0.5,0.50 | --thresholds 0.5,0.50: value 0.5 is listed"
            + " twice",
        "--exits LOG --pareto --thresholds 0.9:0.5:0.1 | --thresholds 0.9:0.5:0.1: range"
            + " 0.9:0.5:0.1: its end must not be below its start",
        "--exits LOG --pareto --thresholds 0:1:1e-9 | --thresholds 0:1:1e-9: 0:1:1e-9 has more than"
            + " 10000 values",
        "--format csv | --format csv needs --exits, --pareto A,B or --explain, as one plan is not a table; expected text, json, md or html",
        "--exits TABLE --pareto --out x | option '--out' (FILE) should be specified only once",
      })
  void optionThatCannotBeMeantIsNamed(String options, String message) {
    assertThat(errorOf(ExitCodes.WRONG_USAGE, options)).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "fast", "NaN", "Infinity", "5m", "1us", "1,5", "ms", "0x10", "1e"})
  void latencyThatIsNoTimeIsNamed(String latency) {
    assertThat(errorOf(ExitCodes.WRONG_USAGE, "--exits TABLE --max-latency " + latency))
        .isEqualTo(
            "Invalid value for option '--max-latency': expected a time in ms such as 20, 0.5ms or"
                + " 1.5s but found \"%s\"",
            latency);
  }

  @ParameterizedTest
  @CsvSource({"9.1, 9", "9.1ms, 9", "0.0091s, 9", "9100e-3, 9", "'9.1 ms', 9", "1.5s, 9.2"})
  void latencyIsInMsOrHasAUnit(String latency, double expectedMs) {
    String[] words =
        ("plan " + files.problem() + " --condition clean --format json --exits " + files.table())
            .concat(" --max-latency X")
            .split(" ");
    words[words.length - 1] = latency;
    Json plan = CommandLineRunner.runWords(words).json();
    assertThat(plan.at("/latencyMs").number()).isEqualTo(expectedMs);
  }

  @ParameterizedTest
  @ValueSource(strings = {"first-fork", "neurosurgeon", "shortest-path", "popex", "dads"})
  void solverThatDoesNotFitTheProblemIsRefusedAsWithoutExits(String solver) {
    String message = "--solver %s: two devices are needed, but one may be used".formatted(solver);
    assertThat(errorOf(ExitCodes.WRONG_USAGE, "--solver " + solver)).isEqualTo(message);
    assertThat(errorOf(ExitCodes.WRONG_USAGE, "--exits DIR/none.csv --pareto --solver " + solver))
        .isEqualTo(message);
  }

  @Test
  void drawingAndResultMustBeTwoFiles() {
    Path kept = directory.resolve("kept.txt");
    assertThat(errorOf(ExitCodes.WRONG_USAGE, "--exits TABLE --pareto --svg " + kept))
        .isEqualTo("--svg and --out must be two files but both are DIR/kept.txt");
  }

  private String fileErrorOf(String name) {
    return errorOf(ExitCodes.BAD_INPUT, "--pareto --exits " + directory.resolve(name));
  }

  @Test
  void fileThatCannotBeReadIsNamed() throws Exception {
    Files.createDirectory(directory.resolve("folder"));
    files.write("empty.csv", "");
    files.write("header.csv", ExitFiles.LOG.lines().findFirst().orElseThrow() + "\n");
    files.write("bare.csv", ExitFiles.TABLE.lines().findFirst().orElseThrow() + "\n");
    assertThat(fileErrorOf("missing.csv")).isEqualTo("DIR/missing.csv: no such file");
    assertThat(fileErrorOf("folder"))
        .isEqualTo("DIR/folder: expected a file but found a directory");
    assertThat(fileErrorOf("empty.csv")).startsWith("DIR/empty.csv: ").endsWith("it is empty");
    assertThat(fileErrorOf("header.csv"))
        .isEqualTo(
            "DIR/header.csv: expected a row for each sample below the header but found none");
    assertThat(fileErrorOf("bare.csv"))
        .isEqualTo("DIR/bare.csv: an exit table must have rows but has none");
    assertThat(fileErrorOf("tiny.model.json"))
        .startsWith("DIR/tiny.model.json: expected an exit table, with the columns");
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "early | side | expected the exits of model \"tiny\", early, final, but found side, final",
        "fog,0.5,final,0.5,0.8 | NOTHING | condition \"fog\", threshold 0.5 has no row for exit"
            + " \"final\"",
        "fog,0.5,final,0.5 | fog,0.5,final,0.6 | condition \"fog\", threshold 0.5: the"
            + " probabilities of its exits, early, final, must sum to 1 but sum to 1.1",
        "0.8,0.9 | NaN,0.9 | line 2: probability must be a number but is \"NaN\"",
        "0.8,0.9 | 0.8 | line 2: expected 5 fields but found 4",
        "fog,0.5,final | fog,0.5,early | line 7: condition \"fog\", threshold 0.5 has a second row"
            + " for exit \"early\"",
      })
  void damagedTableIsNamed(String from, String to, String message) {
    files.write(
        "damaged.csv",
        ExitFiles.TABLE.replace(from, to.equals("NOTHING") ? "" : to).replaceAll("\n+", "\n"));
    assertThat(fileErrorOf("damaged.csv")).startsWith("DIR/damaged.csv").endsWith(message);
  }

  @Test
  void exitsInAnotherOrderAreThoseOfAnotherModel() {
    files.write(
        "other.csv",
        "final.confidence,final.correct,early.confidence,early.correct\n0.5,1,0.5,1\n");
    assertThat(fileErrorOf("other.csv"))
        .isEqualTo(
            "DIR/other.csv: expected the exits of model \"tiny\", early, final, but found final,"
                + " early");
    assertThat(errorOf(ExitCodes.BAD_INPUT, "--pareto --exits " + ExitFiles.SYNTHETIC_LOG))
        .endsWith(
            "expected the exits of model \"tiny\", early, final, but found exit1, exit2, final");
  }

  @Test
  void drawingThatCannotBeWrittenIsNamedBeforeTheSearch() {
    Outcome outcome =
        CommandLineRunner.run(
            "plan " + files.problem() + " --exits %s --pareto --no-timing --svg %s",
            files.table(),
            directory.resolve("none/x.svg"));
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(outcome.error()).endsWith("x.svg: its folder does not exist");
    assertThat(outcome.out()).isEmpty();
  }
}
