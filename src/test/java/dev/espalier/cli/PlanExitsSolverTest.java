package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Exits decided by methods that prove nothing, between the box and a cloud that computes and moves
 * ten times as fast, behind a link that takes 8 ms for the input or the output of the first layer.
 *
 * <p>With probability p of leaving early all at the box takes 5 + 6 (1 - p) ms, all in the cloud
 * 8.5 + 0.6 (1 - p); without the side exit 9 and 8.9 ms. No cut is worth the 8 ms.
 */
class PlanExitsSolverTest {
  @TempDir private Path directory;
  private ExitFiles files;
  private String problem;

  @BeforeEach
  void writeFiles() {
    files = new ExitFiles(directory);
    Path catalog =
        files.write(
            "two.catalog.json",
            """
            { "format": "espalier-catalog/1", "name": "two",
              "devices": [ { "name": "box", "gflops": 0.001, "ioMBps": 1 },
                           { "name": "cloud", "gflops": 0.01, "ioMBps": 10 } ],
              "network": { "bandwidthMbps": 1, "latencyMs": 0 } }
            """);
    problem =
        "--model %s --catalog %s --source box"
            .formatted(directory.resolve("tiny.model.json"), catalog);
  }

  private Outcome plan(String options) {
    return CommandLineRunner.run(
        "plan %s --exits %s --no-timing %s".formatted(problem, files.table(), options));
  }

  private static String withoutFile(String out) {
    return out.replaceFirst("exit data: .*", "exit data: FILE");
  }

  @Test
  void textNamesTheMethodAndSaysThatNothingIsProven() {
    Outcome outcome =
        plan("--solver popex --local box --remote cloud --condition clean --max-latency 8.9");
    assertThat(outcome.err()).isEmpty();
    assertThat(withoutFile(outcome.out()))
        .contains(
            "expected latency 8.900 ms (best of 4 choices of exits and thresholds, not proven),"
                + " accuracy 98.00% under \"clean\"",
            "early not deployed: the most accurate plan found with it in that time reaches 91.00%",
            "not proven: popex (local box, remote cloud) planned all 4 choices; each takes the best"
                + " of its plans for the same exits",
            "solver popex, seed 1");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "popex,         --max-latency 6.3,   6.2,  0.91",
    "popex,         --max-latency 8.91,  8.9,  0.98",
    "popex,         --max-latency 8.92,  8.92, 0.983",
    "popex,         --min-accuracy 0.95, 8.9,  0.98",
    "neurosurgeon,  --max-latency 8.92,  8.92, 0.983",
    "shortest-path, --max-latency 8.92,  8.92, 0.983",
    "dads,          --max-latency 8.92,  8.92, 0.983",
    "single-device, --max-latency 8.92,  8.92, 0.983",
    "two-layer,     --max-latency 100,   8.92, 0.983",
    "first-fork,    --max-latency 100,   ,     0.983",
  })
  void everyMethodMeetsTheDemandAsByHand(
      String solver, String demand, Double latencyMs, double accuracy) {
    Json plan =
        plan("--condition clean --format json --solver %s %s".formatted(solver, demand)).json();
    assertThat(plan.at("/format").string()).isEqualTo("espalier-plan/1");
    assertThat(plan.at("/solver").string()).isEqualTo(solver);
    assertThat(plan.at("/optimal").flag()).isFalse();
    assertThat(plan.at("/accuracy").number()).isCloseTo(accuracy, within(1e-12));
    if (latencyMs != null) {
      assertThat(plan.at("/latencyMs").number()).isCloseTo(latencyMs, within(1e-9));
    }
    int choices = solver.equals("first-fork") ? 2 : 4; // without the side exit there is no fork
    assertThat(plan.at("/exitData/choices").whole()).isEqualTo(choices);
    assertThat(plan.at("/exitData/planned").whole()).isEqualTo(choices);
    assertThat(plan.at("/exitData/complete").flag()).isEqualTo(choices == 4);
    files.checkConfirmed(problem, plan);
  }

  @Test
  void solverThatProvesItsPlansDoesNotCountThem() {
    Json plan = plan("--condition clean --format json --max-latency 8.92").json();
    assertThat(plan.at("/optimal").flag()).isTrue();
    assertThat(plan.at("/exitData").has("planned")).isFalse();
  }

  /** Only the box may run the beginning, so that the cloud alone takes no part in the choice. */
  @Test
  void namedDevicesAreTheOnesUsedAndRecorded() {
    Json plan =
        plan("--solver popex --local cloud --remote box --condition clean --format json"
                + " --max-latency 100")
            .json();
    assertThat(plan.at("/solverOptions/local").string()).isEqualTo("cloud");
    assertThat(plan.at("/solverOptions/remote").string()).isEqualTo("box");
  }

  @ParameterizedTest
  @ValueSource(strings = {"md", "html", "text"})
  void tableOfSeveralConditionsSaysThatNothingIsProven(String format) {
    Outcome outcome = plan("--solver popex --pareto --format " + format);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains(
            "best of 6 choices of exits and thresholds, not proven",
            "not proven: popex (local box or cloud, remote box or cloud) planned all 6 choices");
  }

  @Test
  void csvMarksNoPlanAsOptimal() {
    Outcome outcome = plan("--solver popex --pareto --format csv");
    assertThat(outcome.out().lines().skip(1)).isNotEmpty().allMatch(row -> row.contains(",false,"));
  }

  @Test
  void demandThatNoPlanFoundMeetsIsNotSaidToBeImpossible() {
    Outcome outcome = plan("--solver popex --condition clean --max-latency 6 --format json");
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.NO_FEASIBLE_PLAN);
    assertThat(outcome.error())
        .isEqualTo(
            "under \"clean\" no plan that was found takes at most 6.000 ms; the fastest takes 6.200"
                + " ms, at accuracy 91.00%");
    assertThat(Json.parse(outcome.out()).at("/proven").flag()).isFalse();
  }

  @Test
  void demandOfAVeryShortTimeIsNotShownAsZero() {
    Outcome outcome = plan("--solver popex --condition clean --max-latency 0.0001 --format json");
    assertThat(outcome.error())
        .startsWith("under \"clean\" no plan that was found takes at most 0.0001 ms;");
  }

  /** Accuracy does not depend on plans, so that looking at every choice is a proof. */
  @Test
  void accuracyThatNoChoiceHasIsImpossible() {
    Outcome outcome = plan("--solver popex --condition clean --min-accuracy 0.99");
    assertThat(outcome.error())
        .startsWith("under \"clean\" no plan reaches accuracy 99.00%; the most accurate reaches");
  }

  @Test
  void stoppedSearchIsMarked() {
    Outcome outcome = plan("--solver popex --pareto --condition clean --time-limit 0.000001ms");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).startsWith("stopped early: under \"clean\" this is the best so far");
    assertThat(outcome.out()).contains("not all there are, not proven");
  }

  /** Drone 1 cannot hold what drone 2 leaves to it, whatever exits there are. */
  @Test
  void methodWhosePlansAllBreakALimitSaysSoOnce() {
    Outcome outcome =
        CommandLineRunner.run(
            "plan --solver popex --model zoo:b-alexnet --max-latency 10 --exits %s --catalog"
                + " device-catalogs/surveillance.catalog.json",
            ExitFiles.SYNTHETIC_LOG);
    assertThat(outcome.failsWith(ExitCodes.NO_FEASIBLE_PLAN))
        .isEqualTo(
            "under \"clean\", \"blurred\", even with the fewest exits, popex finds no feasible plan,"
                + " which does not prove that there is none; its nearest breaks");
    assertThat(outcome.err()).contains("memory of device \"drone2\"");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--solver second-fork | --solver second-fork: fork 2 is needed, but model \"tiny\" has 1",
        "--solver popex --local box | --local and --remote must be given together",
        "--solver popex --local box --remote none | --remote must be one of the devices box, cloud but is \"none\"",
        "--solver exact --local box --remote cloud | --local and --remote are for two-device solvers, not for exact",
        "--solver popexx | did you mean \"popex\"?",
      })
  void whatDoesNotFitIsRefusedBeforeAnyWork(String options, String message) {
    Outcome outcome =
        CommandLineRunner.run(
            "plan %s --exits %s --max-latency 9 %s"
                .formatted(problem, directory.resolve("missing.csv"), options));
    assertThat(outcome.failsWith(ExitCodes.WRONG_USAGE)).endsWith(message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--objective energy | --solver popex: it sums times, which does not give an expected energy",
        "--partitions 3 | --solver popex: two slices at most, but 3 are required",
      })
  void problemThatTheMethodCannotPlanIsRefusedBeforeAnyWork(String options, String message) {
    Outcome outcome =
        CommandLineRunner.run(
            "plan --solver popex --model zoo:b-alexnet --catalog device-catalogs/na2023-six.catalog.json --max-latency 9"
                + " --exits missing.csv "
                + options);
    assertThat(outcome.failsWith(ExitCodes.WRONG_USAGE)).isEqualTo(message);
  }
}
