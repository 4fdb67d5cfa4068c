package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

/** {@code plan --exits} on a network whose figures are told by hand. */
class PlanExitsCommandTest {
  @TempDir private Path directory;
  private ExitFiles files;

  @BeforeEach
  void writeFiles() {
    files = new ExitFiles(directory);
  }

  private Outcome table(String options) {
    return CommandLineRunner.run(
        "plan " + files.problem() + " --no-timing --exits %s " + options, files.table());
  }

  private Outcome log(String options) {
    return CommandLineRunner.run(
        "plan " + files.problem() + " --no-timing --exits %s " + options, files.log());
  }

  @Test
  void textSaysWhatWasChosenWhyAnExitWasDroppedAndWhatWasAssumed() {
    Outcome outcome = table("--condition clean --min-accuracy 0.97");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .startsWith(
            """
            tiny on one: 1 slice
            expected latency 9.000 ms (proven optimal among 4 choices of exits and thresholds), accuracy 98.00% under "clean"

            AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
                                                                                           1
            0                                          9.000 ms, a full run; > is a transfer

               device  layers    receive ms  compute ms  send ms  mean compute ms
            A  box     0-1 a..b           0       9.000        0            9.000

               device  busy ms  memory MiB  energy J
            A  box       9.000  0.00191     -
            busy (computing, receiving, sending) and energy: of a full run

               exit   layer  position  threshold  probability  accuracy  latency ms
            1  final  b             1          -      100.00%    98.00%       9.000
            early not deployed: the best plan with it takes 0.200 ms more; 30.00% of the samples leave there
            assumed: samples of an exit that is not deployed leave at the next deployed one, with its accuracy (likely too low, as samples that leave early are easy)
            worst-case latency 9.000 ms
            """);
  }

  @Test
  void textOfALogAssumesNothing() {
    Outcome outcome = log("--thresholds 0.5,0.7 --min-accuracy 0.75");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .contains(
            "expected latency 9.000 ms (proven optimal among 3 choices of exits and thresholds), accuracy 75.00% under \"all samples\"",
            "early not deployed: the best plan with it takes 0.500 ms more; 25.00% of the samples leave there")
        .doesNotContain("assumed");
  }

  /**
   * With a share p that leaves at early a sample takes 5 + 6 (1 - p) ms, and 9 ms without it. The
   * accuracies are 0.8 x 0.9 + 0.2 x 0.95 = 0.91 and 0.3 x 0.99 + 0.7 x 0.98 = 0.983; 0.95 and 0.98
   * without it. In fog: 0.6, and 0.8 without it.
   */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "clean, --min-accuracy 0,        0.91,  6.2, 0.5",
    "clean, --min-accuracy 0.91,     0.91,  6.2, 0.5",
    "clean, --min-accuracy 0.9101,   0.98,  9,",
    "clean, --min-accuracy 0.98,     0.98,  9,",
    "clean, --min-accuracy 0.983,    0.983, 9.2, 0.9",
    "clean, --max-latency 6.2,       0.91,  6.2, 0.5",
    "clean, --max-latency 8.9999ms,  0.91,  6.2, 0.5",
    "clean, --max-latency 0.009s,    0.98,  9,",
    "clean, --max-latency 9.2,       0.983, 9.2, 0.9",
    "clean, --max-latency 1e3,       0.983, 9.2, 0.9",
    "fog,   --min-accuracy 0.5,      0.6,   8,   0.5",
    "fog,   --max-latency 100,       0.8,   9,",
    "fog,   --max-latency 8.5,       0.6,   8,   0.5",
    "fog,   --max-latency 100 --objective worst-case,  0.8, 9,",
    "clean, --max-latency 11 --objective worst-case,   0.983, 11, 0.9",
  })
  void everyDemandOfATableIsMetAsByHand(
      String condition, String demand, double accuracy, double latencyMs, Double threshold) {
    Json plan = table("--format json --condition " + condition + " " + demand).json();
    assertThat(plan.at("/format").string()).isEqualTo("espalier-plan/1");
    assertThat(plan.at("/condition").string()).isEqualTo(condition);
    assertThat(plan.at("/accuracy").number()).isCloseTo(accuracy, within(1e-12));
    assertThat(plan.at("/latencyMs").number()).isCloseTo(latencyMs, within(1e-9));
    assertThat(plan.at("/optimal").flag()).isTrue();
    Json early = plan.at("/exits/0");
    assertThat(early.at("/name").string()).isEqualTo("early");
    assertThat(early.at("/deployed").flag()).isEqualTo(threshold != null);
    assertThat(plan.at("/exits/1/deployed").flag()).isTrue();
    assertThat(plan.at("/exits/1/threshold").isNull()).isTrue();
    if (threshold != null) {
      assertThat(early.at("/threshold").number()).isEqualTo(threshold);
      assertThat(early.at("/latencyMs").number()).isCloseTo(5, within(1e-9));
      assertThat(early.has("dropped")).isFalse();
      assertThat(plan.at("/assumptions").items()).isEmpty();
    } else {
      assertThat(early.at("/threshold").isNull()).isTrue();
      assertThat(early.at("/accuracy").isNull()).isTrue();
      assertThat(early.at("/latencyMs").isNull()).isTrue();
      assertThat(early.at("/probability").number()).isZero();
      assertThat(early.at("/dropped").string()).isNotBlank();
      assertThat(plan.at("/assumptions").items()).hasSize(1);
    }
    files.checkConfirmed(files.problem(), plan);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "--thresholds 0.5 --max-latency 8,                        0.5,  8",
    "'--thresholds 0.5,0.7 --max-latency 8.9',                0.5,  8",
    "'--thresholds 0.7,0.5 --max-latency 8.9',                0.5,  8",
    "--thresholds 0.7 --max-latency 100,                      0.75, 9",
    "--thresholds 0.5:0.7:0.1 --min-accuracy 0.6,             0.75, 9",
    "--thresholds 0.7 --pin side=box --max-latency 100,       0.75, 9.5",
    "--thresholds 0.7 --fallback final --min-accuracy 0.75,   0.75, 9",
  })
  void everyDemandOfALogIsMetAsByHand(String options, double accuracy, double latencyMs) {
    Json plan = log("--format json " + options).json();
    assertThat(plan.at("/accuracy").number()).isEqualTo(accuracy);
    assertThat(plan.at("/latencyMs").number()).isCloseTo(latencyMs, within(1e-9));
    assertThat(plan.at("/assumptions").items()).isEmpty();
    files.checkConfirmed(files.problem(), plan);
  }

  /** Half the samples leave at early; of the other one, early alone is sure, and it is right. */
  @Test
  void mostConfidentExitDecidesOnSamplesThatReachNoThreshold() {
    Path log =
        files.write(
            "unsure.csv",
            """
            early.confidence,early.correct,final.confidence,final.correct
            0.8,1,0.4,0
            0.95,1,0.9,1
            """);
    String command =
        "plan " + files.problem() + " --exits %s --thresholds 0.9 --max-latency 8.5 --format json";
    Json last = CommandLineRunner.run(command, log).json();
    Json sure = CommandLineRunner.run(command + " --fallback most-confident", log).json();
    assertThat(last.at("/accuracy").number()).isEqualTo(0.5);
    assertThat(sure.at("/accuracy").number()).isEqualTo(1);
    assertThat(sure.at("/exits/1/accuracy").number()).isEqualTo(1);
    assertThat(sure.at("/latencyMs").number()).isCloseTo(8, within(1e-9));
    files.checkConfirmed(files.problem(), sure);
  }

  @Test
  void frontIsTheOneFoundByHand() {
    Json front = table("--condition clean --pareto --format json").json();
    assertThat(front.at("/format").string()).isEqualTo("espalier-front/1");
    assertThat(front.at("/condition").string()).isEqualTo("clean");
    assertThat(front.at("/exitData/choices").whole()).isEqualTo(4);
    assertThat(front.at("/exitData/complete").flag()).isTrue();
    double[][] expected = {{6.2, 0.91}, {9, 0.98}, {9.2, 0.983}};
    List<Json> points = front.at("/points").items();
    assertThat(points).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(points.get(i).at("/latencyMs").number()).isCloseTo(expected[i][0], within(1e-9));
      assertThat(points.get(i).at("/accuracy").number()).isCloseTo(expected[i][1], within(1e-12));
      files.checkConfirmed(files.problem(), points.get(i));
    }
    assertThat(
            table("--condition clean --pareto")
                .out()
                .replaceFirst("exit data: .*", "exit data: FILE"))
        .isEqualTo(
            """
            tiny on one: expected latency, condition clean; Pareto front
            proven optimal among 4 choices of exits and thresholds

            latency ms  accuracy  early         final      plan
                 6.200    91.00%  0.5 (80.00%)  (20.00%)   box
                 9.000    98.00%  -             (100.00%)  "
                 9.200    98.30%  0.9 (30.00%)  (70.00%)   "

            exits: threshold and probability that a sample leaves there, - if not deployed
            plan: devices in order, each with the layer after which it hands over; " is the plan above
            assumed: samples of an exit that is not deployed leave at the next deployed one, with its accuracy (likely too low, as samples that leave early are easy)

            solver genetic, seed 1
            exit data: FILE
            """);
  }

  @Test
  void drawingOfTheFrontIsWellFormedAndTellsEveryPoint() throws Exception {
    Path svg = directory.resolve("front.svg");
    Outcome outcome = table("--pareto --svg " + svg);
    assertThat(outcome).isEqualTo(table("--pareto"));
    String drawing = Files.readString(svg);
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(drawing)));
    assertThat(drawing)
        .contains(
            "clean: 6.2 = 91: 0.5, 9 = 98: no side exit, 9.2 = 98.3: 0.9",
            "fog: 8 = 60: 0.5, 9 = 80: no side exit",
            "tiny on one");
  }

  @Test
  void severalConditionsAreARowEachAndAnEntryEach() {
    List<String> rows =
        table("--min-accuracy 0.6").out().lines().filter(l -> l.matches("(clean|fog) .*")).toList();
    assertThat(rows)
        .containsExactly(
            "clean           6.200    91.00%  0.5 (80.00%)  (20.00%)  box",
            "fog             8.000    60.00%  0.5 (50.00%)  (50.00%)  \"");
    Json all = table("--min-accuracy 0.6 --format json").json();
    assertThat(all.at("/format").string()).isEqualTo("espalier-conditions/1");
    assertThat(all.at("/conditions").items()).hasSize(2);
    for (String condition : List.of("clean", "fog")) {
      int index = condition.equals("clean") ? 0 : 1;
      Json entry = all.at("/conditions/" + index);
      assertThat(entry.at("/condition").string()).isEqualTo(condition);
      Json alone = table("--min-accuracy 0.6 --format json --condition " + condition).json();
      assertThat(entry.minus("statistics")).isEqualTo(alone.minus("statistics"));
      files.checkConfirmed(files.problem(), entry);
    }
  }

  @Test
  void frontsOfSeveralConditionsAreAnEntryEach() {
    Json all = table("--pareto --format json").json();
    assertThat(all.at("/conditions/0/points").items()).hasSize(3);
    assertThat(all.at("/conditions/1/points").items()).hasSize(2);
    assertThat(all.at("/conditions/1/format").string()).isEqualTo("espalier-front/1");
    assertThat(table("--pareto").out().lines().filter(l -> l.startsWith("clean "))).hasSize(3);
    assertThat(table("--pareto").out().lines().filter(l -> l.startsWith("fog "))).hasSize(2);
  }

  @Test
  void unmetDemandTellsTheBestThatIsPossible() {
    Outcome outcome = table("--condition fog --min-accuracy 0.999 --format json");
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.NO_FEASIBLE_PLAN);
    assertThat(outcome.error())
        .isEqualTo(
            "under \"fog\" no plan reaches accuracy 99.90%; the most accurate reaches 80.00%, in"
                + " 9.000 ms");
    Json json = Json.parse(outcome.out());
    assertThat(json.at("/format").string()).isEqualTo("espalier-no-plan/1");
    assertThat(json.at("/condition").string()).isEqualTo("fog");
    assertThat(json.at("/demand/minAccuracy").number()).isEqualTo(0.999);
    assertThat(json.at("/proven").flag()).isTrue();
    assertThat(json.at("/closest/accuracy").number()).isCloseTo(0.8, within(1e-12));
    files.checkConfirmed(files.problem(), json.at("/closest"));

    Outcome fast = table("--condition clean --max-latency 6.1");
    assertThat(fast.exitCode()).isEqualTo(ExitCodes.NO_FEASIBLE_PLAN);
    assertThat(fast.error())
        .isEqualTo(
            "under \"clean\" no plan takes at most 6.100 ms; the fastest takes 6.200 ms, at"
                + " accuracy 91.00%");
    assertThat(fast.out()).contains("expected latency 6.200 ms");
  }

  @Test
  void conditionThatMissesTheDemandDoesNotHideTheOthers() {
    Outcome outcome = table("--min-accuracy 0.9");
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.NO_FEASIBLE_PLAN);
    assertThat(outcome.error()).startsWith("under \"fog\" no plan reaches accuracy 90.00%");
    assertThat(outcome.out())
        .contains(
            "clean      met                  6.200    91.00%  0.5 (80.00%)  (20.00%)   box\n",
            "fog        not met; closest:    9.000    80.00%  -             (100.00%)  \"\n");
    Json json = Json.parse(table("--min-accuracy 0.9 --format json").out());
    assertThat(json.at("/conditions/0/format").string()).isEqualTo("espalier-plan/1");
    assertThat(json.at("/conditions/1/format").string()).isEqualTo("espalier-no-plan/1");
  }
}
