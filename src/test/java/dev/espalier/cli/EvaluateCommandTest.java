package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluateCommandTest {
  private static final String SIX = "device-catalogs/na2023-six.catalog.json";

  @TempDir private Path directory;
  private ValidFiles files;

  @BeforeEach
  void writeValidFiles() {
    files = new ValidFiles(directory);
  }

  private Outcome evaluate(Json plan, String options) {
    Path file = directory.resolve("candidate.json");
    ValidFiles.write(file, plan);
    return CommandLineRunner.run(
        "evaluate --plan %s --model %s --catalog %s " + options,
        file,
        files.model(),
        files.catalog());
  }

  private Outcome evaluate(Json plan) {
    return evaluate(plan, "--format json");
  }

  /** A plan as one writes it by hand: {@code device from to} for each slice. */
  private static Json handMade(String... slices) {
    Json list = new Json.Arr(List.of());
    for (String slice : slices) {
      String[] words = slice.split(" ");
      list =
          list.plus(
              Json.parse(
                  "{ \"device\": \"%s\", \"from\": %s, \"to\": %s }"
                      .formatted(words[0], words[1], words[2])));
    }
    return Json.parse("{ \"format\": \"espalier-plan/1\" }").plus("slices", list);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--solver exact",
        "--partitions 1",
        "--partitions 4 --seed 5",
        "--partitions 6 --objective worst-case",
        "--max-partitions 3 --bandwidth-mbps 100",
        "--devices d6,d2 --partitions 2",
        "--source d1",
        "--sink d3 --partitions 2",
        "--source d1 --sink d6 --inferences 1000 --objective worst-case",
        "--pin conv1=d6 --pin fc3=d2 --bandwidth-mbps 0.5",
        "--no-timing --threads 2"
      })
  void everyPlanThatIsMadeIsConfirmed(String options) {
    String problem = " --model zoo:b-alexnet --catalog " + SIX + " --format json ";
    Path file = directory.resolve("made.json");
    Outcome made = CommandLineRunner.run("plan" + problem + "--out %s " + options, file);
    assertThat(made).isEqualTo(new Outcome(0, "", ""));
    Outcome checked = CommandLineRunner.run("evaluate" + problem + "--plan %s", file);
    assertThat(checked.err()).isEmpty();
    Json evaluation = checked.json();
    Json plan = parse(file);
    assertThat(evaluation.at("/format").string()).isEqualTo("espalier-evaluation/1");
    assertThat(evaluation.at("/feasible").flag()).isTrue();
    assertThat(evaluation.at("/violations").items()).isEmpty();
    for (String field : evaluation.fieldNames()) {
      if (!List.of("format", "feasible", "violations").contains(field)) {
        assertThat(evaluation.at("/" + field)).as(field).isEqualTo(plan.at("/" + field));
      }
    }
  }

  private static Json parse(Path file) {
    try {
      return Json.parse(Files.readString(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({"b-lenet", "b-alexnet", "b-resnet110", "b-resnet110-chain"})
  void everyPlanOfEveryNetworkIsConfirmed(String network) {
    String problem =
        " --model zoo:" + network + " --catalog device-catalogs/lab-bench.catalog.json ";
    Path file = directory.resolve("made.json");
    CommandLineRunner.run("plan" + problem + "--format json --out %s", file);
    Outcome checked = CommandLineRunner.run("evaluate" + problem + "--plan %s", file);
    assertThat(checked.exitCode()).as(checked.err()).isZero();
    assertThat(checked.out()).contains("meets every limit");
    assertThat(checked.err()).isEmpty();
  }

  /** The figures are worked out by hand from the equations of section 2. */
  @Test
  void handMadePlanIsPricedByTheEquations() {
    Json evaluation = evaluate(handMade("cam 0 2", "hub 2 5")).json();
    double overhead = 0.01; // of each layer; the slice of cam has 0.2 in all besides
    double conv1 = 0.2 + overhead + 2_000_000 / 0.5e6 + (3000 + 4000 + 1200) / 50e3;
    double side = overhead + 10_000 / 0.5e6 + (1200 + 900 + 40) / 50e3;
    double transfer = 0.1 + 8 * 1200 / 90e3;
    double conv2 = 5_000_000 / 10e6 + (1200 + 8000 + 600) / 400e3;
    double add = 150 / 10e6 + (1200 + 600 + 600) / 400e3;
    double fc = 60_000 / 10e6 + (600 + 2400 + 40) / 400e3;
    double early = conv1 + side;
    double last = early + transfer + conv2 + add + fc;
    assertThat(evaluation.at("/exits/0/latencyMs").number()).isCloseTo(early, within(1e-9));
    assertThat(evaluation.at("/exits/1/latencyMs").number()).isCloseTo(last, within(1e-9));
    assertThat(evaluation.at("/worstCaseLatencyMs").number()).isCloseTo(last, within(1e-9));
    assertThat(evaluation.at("/latencyMs").number())
        .isCloseTo(0.4 * early + 0.6 * last, within(1e-9));
    assertThat(evaluation.at("/devices/0/energyJ").number())
        .isCloseTo(2.5 * (early + transfer) / 1e3, within(1e-9));
    // Weights of conv1 and side; at side, conv1 is kept for conv2: 1200 + 40; at conv1 3000 + 1200.
    assertThat(evaluation.at("/devices/0/memoryMiB").number())
        .isCloseTo((4000 + 900 + 4200) / 1048576.0, within(1e-12));
  }

  @Test
  void objectiveOfTheCommandLineReplacesThatOfTheFile() {
    Json plan = handMade("hub 0 5").plus("objective", Json.quoted("expected"));
    Json worst = evaluate(plan, "--format json --objective worst-case").json();
    assertThat(worst.at("/objective").string()).isEqualTo("worst-case");
    assertThat(worst.at("/latencyMs")).isEqualTo(worst.at("/worstCaseLatencyMs"));
    Json expected = evaluate(plan).json();
    assertThat(expected.at("/latencyMs")).isEqualTo(expected.at("/expectedLatencyMs"));
  }

  @Test
  void claimOfAnotherObjectiveIsNotContradicted() {
    Outcome outcome = evaluate(files.plan(), "--format json --objective worst-case");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void wrongClaimIsWarnedOf() {
    Outcome outcome = evaluate(handMade("hub 0 5").plus("latencyMs", Json.raw("0.5")));
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err())
        .startsWith("warning: ")
        .contains(
            "candidate.json claims expected latency 0.500 ms; under these options it is 0.553 ms");
  }

  @Test
  void planForAnotherModelIsWarnedOf() {
    Outcome outcome = evaluate(handMade("hub 0 5").plus("model", Json.quoted("b-lenet")));
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).contains("was planned for model \"b-lenet\", not for \"tiny\"");
  }

  private Json violation(UnaryOperator<Json> change, Json plan, String options) {
    ValidFiles.write(files.catalog(), change.apply(ValidFiles.CATALOG));
    Outcome json = evaluate(plan, "--format json " + options);
    assertThat(json.exitCode()).as(json.err()).isEqualTo(ExitCodes.NO_FEASIBLE_PLAN);
    Json evaluation = Json.parse(json.out());
    assertThat(evaluation.at("/feasible").flag()).isFalse();
    assertThat(evaluation.at("/violations").items()).hasSize(1);
    Json violation = evaluation.at("/violations/0");
    Outcome text = evaluate(plan, options);
    assertThat(text.exitCode()).isEqualTo(ExitCodes.NO_FEASIBLE_PLAN);
    assertThat(text.out()).contains("NOT FEASIBLE", violation.at("/message").string());
    return violation;
  }

  @Test
  void brokenMemoryLimitIsAnsweredByTheAmounts() {
    Json violation =
        violation(
            catalog -> catalog.with("/devices/1/memoryMiB", Json.raw("0.01")),
            handMade("cam 0 2", "hub 2 5"),
            "");
    // Weights of conv2, add and fc; at conv2 1200 B are read and 600 B written; at add 1800 + 600.
    double needed = (8000 + 2400 + 2400) / 1048576.0;
    assertThat(violation.at("/subject").string()).isEqualTo("hub");
    assertThat(violation.at("/limit").string()).isEqualTo("memoryMiB");
    assertThat(violation.at("/needed").number()).isCloseTo(needed, within(1e-12));
    assertThat(violation.at("/allowed").number()).isEqualTo(0.01);
    assertThat(violation.at("/shortBy").number()).isCloseTo(needed - 0.01, within(1e-12));
    assertThat(violation.at("/message").string())
        .isEqualTo(
            "memory of device \"hub\": positions 2 to 4 need 0.0122070 MiB, it has 0.0100000 MiB,"
                + " short by 0.00220703 MiB");
  }

  @Test
  void memoryLimitIsInclusive() {
    ValidFiles.write(
        files.catalog(),
        ValidFiles.CATALOG.with("/devices/1/memoryMiB", Json.raw("0.01220703125")));
    assertThat(evaluate(handMade("cam 0 2", "hub 2 5")).exitCode()).isZero();
  }

  @Test
  void brokenEnergyLimitIsAnsweredByTheAmounts() {
    Json violation = violation(catalog -> catalog, handMade("cam 0 5"), "--inferences 100000");
    assertThat(violation.at("/subject").string()).isEqualTo("cam");
    assertThat(violation.at("/limit").string()).isEqualTo("energyJ");
    assertThat(violation.at("/allowed").number()).isCloseTo(0.005, within(1e-15));
    assertThat(violation.at("/shortBy").number())
        .isCloseTo(violation.at("/needed").number() - 0.005, within(1e-15));
    assertThat(violation.at("/message").string())
        .contains("energy of device \"cam\"", "it may spend 0.00500000 J, short by");
  }

  @Test
  void brokenPinIsAViolation() {
    Json violation = violation(catalog -> catalog, handMade("hub 0 5"), "--pin conv1=cam");
    assertThat(violation.at("/message").string())
        .isEqualTo("pin: layer \"conv1\" must run on \"cam\" but runs on \"hub\"");
  }

  @Test
  void deviceThatRunsTwoSlicesIsAViolation() {
    Json plan = handMade("hub 0 1", "cam 1 2", "hub 2 5");
    ValidFiles.write(files.catalog(), ValidFiles.CATALOG);
    Json violations = Json.parse(evaluate(plan).out()).at("/violations");
    assertThat(violations.items().stream().map(each -> each.at("/message").string()))
        .containsExactly(
            "number of slices must be from 1 to 2 but is 3",
            "device \"hub\" runs 2 slices but may run one");
  }

  @Test
  void deviceThatWasNotChosenIsAViolation() {
    Json violation = violation(catalog -> catalog, handMade("hub 0 5"), "--devices cam");
    assertThat(violation.at("/message").string())
        .isEqualTo("device \"hub\" is not among the chosen devices");
  }

  @Test
  void otherNumberOfSlicesThanWishedIsAViolation() {
    Json violation = violation(catalog -> catalog, handMade("hub 0 5"), "--partitions 2");
    assertThat(violation.at("/message").string())
        .isEqualTo("number of slices must be exactly 2 but is 1");
  }

  @ParameterizedTest
  @CsvSource({
    "'cam 0 2,hub 3 5', a gap",
    "'cam 0 3,hub 2 5', an overlap",
    "'cam 1 5', a missing start",
    "'cam 0 4', a missing end",
    "'cam 0 6', an end beyond the network",
    "'cam 0 99999999999', an end beyond any number",
    "'cam -1 5', a negative start",
    "'cam 3 2,hub 2 5', a reversed slice",
    "'hub 2 5,cam 0 2', a wrong order",
    "'moon 0 5', an unknown device"
  })
  void slicesThatDoNotCoverTheNetworkAreABadFile(String slices, String what) {
    String error = evaluate(handMade(slices.split(","))).failsWith(ExitCodes.BAD_INPUT);
    assertThat(error).as(what).contains("candidate.json: /slices", " at line ");
  }

  @Test
  void contradictingOptionOfTheCommandLineIsWrongUsage() {
    assertThat(evaluate(files.plan(), "--devices cam").failsWith(ExitCodes.WRONG_USAGE))
        .contains("layer \"fc\" is pinned to \"hub\", which is not among the chosen devices");
    assertThat(evaluate(files.plan(), "--partitions 3").failsWith(ExitCodes.WRONG_USAGE))
        .startsWith("--partitions: number of slices must be from 1 to 2");
  }

  @Test
  void evaluationGoesIntoTheFileEvenIfLimitsAreBroken() throws IOException {
    Path file = directory.resolve("evaluation.json");
    Path plan = directory.resolve("candidate.json");
    ValidFiles.write(plan, handMade("cam 0 5"));
    Outcome outcome =
        CommandLineRunner.run(
            "evaluate --plan %s --model %s --catalog %s --inferences 100000 --format json --out %s",
            plan, files.model(), files.catalog(), file);
    assertThat(outcome).isEqualTo(new Outcome(ExitCodes.NO_FEASIBLE_PLAN, "", ""));
    assertThat(Json.parse(Files.readString(file)).at("/feasible").flag()).isFalse();
  }
}
