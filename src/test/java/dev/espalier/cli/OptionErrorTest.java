package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong command line ends with code 2 and one message that names the option and its value. */
class OptionErrorTest {
  private static final String CATALOG = "device-catalogs/na2023-six.catalog.json";
  private static final String LOG = "src/test/resources/exit-logs/b-alexnet-synthetic.csv";
  private static final String PLAN = "plan --model zoo:b-alexnet --catalog " + CATALOG;

  /** Runs {@code plan} with more options, separated by blanks. */
  private static String planErrorWith(String options) {
    return CommandLineRunner.run(PLAN + " " + options).failsWith(ExitCodes.WRONG_USAGE);
  }

  /** Runs {@code plan} with more words, which may be blank. */
  private static Outcome planWith(String... words) {
    List<String> all = new ArrayList<>(Arrays.asList(PLAN.split(" ")));
    all.addAll(Arrays.asList(words));
    return CommandLineRunner.runWords(all.toArray(String[]::new));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--partitions 0    | --partitions: number of slices must be at least 1 but is 0",
        "--partitions -1   | --partitions: number of slices must be at least 1 but is -1",
        "--partitions 99   | --partitions: number of slices must be from 1 to 6 (6 devices, 41"
            + " layers) but is 99",
        "--partitions 3 --devices d1,d2 | --partitions: number of slices must be from 1 to 2 (2"
            + " devices, 41 layers) but is 3",
        "--partitions abc  | Invalid value for option '--partitions': expected a whole number but found \"abc\"",
        "--partitions 2.5  | Invalid value for option '--partitions': expected a whole number but found \"2.5\"",
        "--partitions 99999999999 | Invalid value for option '--partitions': expected a whole number but found \"99999999999\"",
        "--max-partitions 0 | --max-partitions: number of slices must be at least 1 but is 0",
        "--partitions 2 --max-partitions 3 | --partitions and --max-partitions exclude each other",
        "--inferences 0    | --inferences: planning problem: inferences must be a whole number from"
            + " 1 to 2^53 but is 0",
        "--inferences 1e3  | Invalid value for option '--inferences': expected a whole number but found \"1e3\"",
        "--bandwidth-mbps 0 | --bandwidth-mbps: network: bandwidthMbps must be > 0 but is 0.0",
        "--bandwidth-mbps -1 | --bandwidth-mbps: network: bandwidthMbps must be > 0 but is -1.0",
        "--bandwidth-mbps NaN | --bandwidth-mbps: network: bandwidthMbps must be > 0 but is NaN",
        "--bandwidth-mbps Infinity | --bandwidth-mbps: network: bandwidthMbps must be a number from"
            + " 1e-30 to 1e30 but is Infinity",
        "--bandwidth-mbps fast | Invalid value for option '--bandwidth-mbps': expected a number but found \"fast\"",
        "--threads 0       | --threads must be from 1 to 1024 but is 0",
        "--threads 99999   | --threads must be from 1 to 1024 but is 99999",
        "--seed abc        | Invalid value for option '--seed': expected a whole number but found \"abc\"",
        "--seed 1.5        | Invalid value for option '--seed': expected a whole number but found \"1.5\"",
        "--seed 1 --seed 2 | option '--seed' (S) should be specified only once",
        "--seed            | Missing required parameter for option '--seed' (S)",
        "--objective best  | --objective must be expected, worst-case, energy or throughput but is \"best\"",
        "--solver genetics | --solver must be one of genetic, exact, exhaustive, two-layer, basic-ga, single-device, first-fork, second-fork, ..., neurosurgeon, shortest-path, popex, dads but is \"genetics\"; did you mean \"genetic\"?",
        "--local d1        | --local and --remote must be given together",
        "--local d1 --remote d1 | local and remote must be two devices but both are \"d1\"",
        "--local d1 --remote d2 | --local and --remote are for two-device solvers, not for genetic",
        "--solver dads --local d1 --remote x | --remote must be one of the devices d1, d2, d3, d4, d5, d6 but is \"x\"",
        "--out=            | --out must name a file but is blank",
        "--goal energy     | --remote-load and --goal are for neurosurgeon, not for genetic",
        "--solver neurosurgeon --goal money | --goal must be latency or energy but is \"money\"",
        "--solver neurosurgeon --remote-load 0 | remote load must be a number > 0 but is 0.0",
        "--solver dads --partitions 3 | --solver dads: two slices at most, but 3 are required",
        "--solver dads --devices d1 | --solver dads: two devices are needed, but one may be used",
        "--solver third-fork | --solver third-fork: fork 3 is needed, but model \"b-alexnet\" has 2",
        "--solver first-fork --partitions 1 | --solver first-fork: two slices are needed, but one is allowed",
        "--format xml      | Invalid value for option '--format': expected text, json, csv, md or html but found \"xml\"",
        "--format csv      | --format csv needs --exits, --pareto A,B or --explain, as one plan is not a table; expected text, json, md or html",
      })
  void valueOutOfRangeIsNamed(String options, String message) {
    assertThat(planErrorWith(options)).isEqualTo(message);
  }

  @Test
  void mistypedOptionIsNamedBeforeTheOneThatIsMissing() {
    Outcome outcome = CommandLineRunner.run("plan --modle x");
    assertThat(outcome.failsWith(ExitCodes.WRONG_USAGE)).contains("--modle");
    assertThat(outcome.err()).contains("--model");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5",
        "0ms",
        "-1s",
        "1.s",
        "abc",
        "1 year",
        "ms",
        "NaN",
        "1e3ms",
        "10S",
        "0.0000001ms"
      })
  void timeLimitThatIsNoTimeIsNamed(String limit) {
    String error = planWith("--time-limit", limit).failsWith(ExitCodes.WRONG_USAGE);
    assertThat(error)
        .isEqualTo(
            "Invalid value for option '--time-limit': expected a time > 0 such as 500ms, 2s or 5min"
                + " but found \""
                + limit
                + "\"");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--devices d1,d9 | --devices",
        "--devices d1,,d2 | --devices",
        "--source d9     | --source",
        "--sink D1       | --sink",
        "--pin conv1=d9  | --pin",
      })
  void unknownDeviceIsNamedWithThoseThereAre(String options, String option) {
    assertThat(planErrorWith(options))
        .startsWith(option + ": device \"")
        .contains("\" is not in catalog \"na2023-six\", which has d1, d2, d3, d4, d5, d6");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--pin conv99=d1 | --pin: layer \"conv99\" is not in model \"b-alexnet\"; did"
            + " you mean \"conv1\"?",
        "--pin conv1     | --pin must be LAYER=DEVICE but is \"conv1\"",
        "--pin =d1       | --pin must be LAYER=DEVICE but is \"=d1\"",
        "--pin conv1=    | --pin must be LAYER=DEVICE but is \"conv1=\"",
        "--pin conv1=d1 --pin conv1=d2 | --pin: layer \"conv1\" is pinned to both \"d1\" and"
            + " \"d2\"",
        "--devices d2 --pin conv1=d1 | --pin: layer \"conv1\" is pinned to \"d1\", which is not"
            + " among the chosen devices",
      })
  void pinThatCannotBeMeantIsNamed(String options, String message) {
    assertThat(planErrorWith(options)).isEqualTo(message);
  }

  @Test
  void pinOfALayerWithinABlockIsExplained() {
    String model = "src/examples/b-lenet-mnist/b-lenet-mnist.onnx";
    Outcome outcome =
        CommandLineRunner.run(
            "plan --model %s --granularity block --catalog %s --pin /Relu=d1", model, CATALOG);
    assertThat(outcome.failsWith(ExitCodes.WRONG_USAGE))
        .startsWith("--pin: layer \"/Relu\" is not in model \"b-lenet-mnist\"")
        .endsWith("; a layer is a whole block here, as inspect lists them");
    assertThat(
            CommandLineRunner.run("plan --model %s --catalog %s --pin /Relu=d1", model, CATALOG)
                .exitCode())
        .isZero();
  }

  @Test
  void fileWithoutAnOptionIsTakenForTheModel() {
    Outcome outcome = CommandLineRunner.run("import robot.onnx --model zoo:b-lenet");
    assertThat(outcome.failsWith(ExitCodes.WRONG_USAGE))
        .isEqualTo(
            "Unmatched argument at index 1: 'robot.onnx'; did you mean \"--model robot.onnx\"?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--devices d1,d2,d1", "--devices d1 --devices d1"})
  void deviceChosenTwiceIsNamed(String options) {
    assertThat(planErrorWith(options))
        .startsWith("--devices: devices must name at least one device, and each once, but are d1");
  }

  @Test
  void samePinTwiceIsNoContradiction() {
    assertThat(CommandLineRunner.run(PLAN + " --pin conv1=d1 --pin conv1=d1").exitCode()).isZero();
  }

  @Test
  void moreSlicesAllowedThanDevicesIsNoError() {
    assertThat(CommandLineRunner.run(PLAN + " --max-partitions 99").exitCode()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "plan --catalog " + CATALOG + " | Missing required option: '--model=M'",
        "plan --model zoo:b-alexnet | Missing required option: '--catalog=C'",
        "plan | Missing required options: '--model=M', '--catalog=C'",
        "sweep | Missing required options: '--model=M', '--catalog=C', '--vary=PARAM=VALUES'",
        "inspect | Missing required option: '--model=M'",
        "evaluate --model zoo:b-alexnet --catalog "
            + CATALOG
            + " | Missing required option: '--plan=P'",
        "calibrate | Missing required option: '--log=FILE'",
        "inspect --model | Missing required parameter for option '--model' (M)",
        "inspect --model zoo:b-lenet more | Unmatched argument at index 3: 'more'",
        "inspect --model zoo:b-lenet --format xml | Invalid value for option '--format': expected text, json, csv, md or html but found \"xml\"",
      })
  void missingOrSurplusWordIsNamed(String command, String message) {
    Outcome outcome = CommandLineRunner.run(command);
    assertThat(outcome.failsWith(ExitCodes.WRONG_USAGE)).isEqualTo(message);
    assertThat(outcome.err()).contains("--help");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--criterion doubt | --criterion must be confidence or entropy but is \"doubt\"",
        "--threshold 1.5 | --threshold: confidence must be a number from 0 to 1 but is 1.5",
        "--threshold NaN | --threshold: confidence must be a number from 0 to 1 but is NaN",
        "--threshold -1 --criterion entropy | --threshold: entropy must be >= 0 but is -1.0",
        "--threshold 0.8,0.9,0.7 | --threshold must list one number, or one for each of the 2 side"
            + " exits, but lists 3",
        "--threshold high | Invalid value for option '--threshold' (T): expected a number but found"
            + " \"high\"",
        "--threshold 0.8,,0.9 | Invalid value for option '--threshold' (T): expected a number but found"
            + " \"\"",
        "--condition dark | --condition must be one of clean, blurred but is \"dark\"",
        "--format xml | Invalid value for option '--format': expected text, json, csv, md or html but found \"xml\"",
        "--out= | --out must name a file but is blank",
        "--calibrated= | --calibrated must name a file but is blank",
        "--calibrated x.csv --out ./x.csv | --calibrated and --out must be two files but both are"
            + " ./x.csv",
        "--out " + LOG + " | --out " + LOG + " would overwrite the input file " + LOG,
        "--calibrated " + LOG + " | --calibrated " + LOG + " would overwrite the input file " + LOG,
      })
  void calibrationThatCannotBeMeantIsNamed(String options, String message) {
    Outcome outcome = CommandLineRunner.run("calibrate --log " + LOG + " " + options);
    assertThat(outcome.failsWith(ExitCodes.WRONG_USAGE)).isEqualTo(message);
  }

  @Test
  void unknownOptionSuggestsTheKnownOne() {
    Outcome outcome = CommandLineRunner.run(PLAN + " --solvr exact");
    assertThat(outcome.failsWith(ExitCodes.WRONG_USAGE)).contains("'--solvr'");
    assertThat(outcome.err()).contains("--solver");
  }

  @Test
  void unknownCommandSuggestsTheKnownOne() {
    Outcome outcome = CommandLineRunner.run("plna --model zoo:b-alexnet");
    assertThat(outcome.failsWith(ExitCodes.WRONG_USAGE)).contains("'plna'");
    assertThat(outcome.err()).contains("; did you mean \"plan\"?");
  }

  @Test
  void unknownBuiltInNetworkSuggestsTheKnownOne() {
    assertThat(
            CommandLineRunner.run("plan --model zoo:b-alexnett --catalog " + CATALOG)
                .failsWith(ExitCodes.WRONG_USAGE))
        .contains("zoo:b-alexnett", "did you mean \"b-alexnet\"?", "b-lenet", "b-resnet110-chain");
    assertThat(CommandLineRunner.run("inspect --model zoo:").failsWith(ExitCodes.WRONG_USAGE))
        .contains("--model zoo:", "b-lenet");
  }

  @Test
  void blankFileNameIsNamed() {
    Outcome outcome = CommandLineRunner.runWords("inspect", "--model", " ");
    assertThat(outcome.failsWith(ExitCodes.WRONG_USAGE))
        .isEqualTo("--model must name a file but is blank");
  }

  @Test
  void fileNameThatNoSystemAllowsIsNamed() {
    Outcome outcome = CommandLineRunner.runWords("inspect", "--model", "a\0b");
    assertThat(outcome.failsWith(ExitCodes.WRONG_USAGE)).startsWith("--model: not a path");
  }

  @Test
  void controlCharactersOfAnOptionStayOutOfTheMessage() {
    String error = planWith("--source", "d1\n\u001b[31merror: d2").failsWith(ExitCodes.WRONG_USAGE);
    assertThat(error)
        .startsWith("--source: device \"d1\\n\\u001b[31merror: d2\" is not in catalog");
  }

  @Test
  void argumentThatStartsWithTwoAtSignsIsNoFileOfArguments() {
    assertThat(CommandLineRunner.run("inspect --model @@pom.xml").failsWith(ExitCodes.BAD_INPUT))
        .isEqualTo("@pom.xml: no such file");
  }

  @Test
  void noCommandShowsTheHelpAsAnError() {
    Outcome outcome = CommandLineRunner.runWords();
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.WRONG_USAGE);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("Usage: espalier");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plan ", "sweep ", "calibrate ", "evaluate ", "inspect "})
  void helpIsNoError(String command) {
    Outcome outcome = CommandLineRunner.run(command + "--help");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).startsWith("Usage: espalier " + command);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 80, "fits 80 columns");
  }
}
