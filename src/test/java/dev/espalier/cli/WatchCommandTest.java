package dev.espalier.cli;

import static dev.espalier.cli.CommandLineRunner.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchCommandTest {
  private static final String WATCH =
      "watch --model zoo:b-alexnet --catalog device-catalogs/na2023-six.catalog.json --source d1 ";

  @TempDir private Path folder;

  private Path changes(String... lines) throws IOException {
    return Files.write(folder.resolve("changes.jsonl"), List.of(lines));
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private static List<String> lines(Outcome outcome) {
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return outcome.out().lines().toList();
  }

  @Test
  void decidesUponEachLineAndSkipsInvalidOnes() throws IOException {
    Path input =
        changes(
            "{\"at\":1,\"link\":[\"d1\",\"d4\"],\"bandwidthMbps\":94}",
            "{\"at\":2,\"link\":[\"d1\",\"d44\"],\"bandwidthMbps\":94}",
            "{\"at\":3,\"device\":\"d4\",\"gone\":true}");
    Outcome outcome = run(WATCH + "--input %s", input);
    assertThat(lines(outcome))
        .satisfiesExactly(
            first -> assertThat(first).contains("\"reason\":\"first-plan\"", "\"slices\":["),
            second -> assertThat(second).contains("\"at\":1.0,\"action\":\"keep\""),
            third -> assertThat(third).contains("\"decision\":3,", "\"reason\":\"plan-broken\""));
    assertThat(outcome.err())
        .isEqualToIgnoringNewLines(
            "skipped: %s: at line 2, column 1: device \"d44\" is not among".formatted(input)
                + " d1, d2, d3, d4, d5, d6; did you mean \"d4\"?");
  }

  @Test
  void beginsWithThePlanThatIsDeployed() throws IOException {
    Path plan = file("plan.json");
    Files.writeString(
        plan,
        "{\"format\":\"espalier-plan/1\",\"slices\":[{\"device\":\"d2\",\"from\":0,\"to\":41}]}");
    Outcome outcome = run(WATCH + "--rule never --plan %s --input %s", plan, changes());
    assertThat(lines(outcome).get(0))
        .contains("\"action\":\"keep\"", "\"slices\":[{\"device\":\"d2\",\"from\":0,\"to\":41}]")
        .contains("\"target\":");
  }

  @Test
  void changesToAConditionOfTheExitData() throws IOException {
    ExitFiles files = new ExitFiles(folder);
    Path table = Files.writeString(file("table.csv"), ExitFiles.TABLE);
    Path input = changes("{\"at\":1,\"condition\":\"fog\"}", "{\"condition\":\"rain\"}");
    Outcome outcome =
        run(
            "watch --model %s --catalog %s --exits %s --threshold 0.5 --condition clean --input %s",
            file("tiny.model.json"), file("one.catalog.json"), table, input);
    List<String> decisions = lines(outcome);
    // 5 ms with 80 or 50 %, 11 ms with the rest.
    assertThat(decisions.get(0)).contains("\"after\":{\"value\":6.19999");
    assertThat(decisions.get(1)).contains("\"after\":{\"value\":8.0");
    assertThat(outcome.err()).contains("condition \"rain\" is not among clean, fog");
    assertThat(files).isNotNull();
  }

  @Test
  void aSmoothedRateFollowsAMeasuredOneSlowly() throws IOException {
    Path input =
        changes(
            "{\"at\":1,\"network\":{\"bandwidthMbps\":8}}",
            "{\"at\":1.1,\"network\":{\"bandwidthMbps\":0.01}}");
    List<String> last = lines(run(WATCH + "--input %s", input));
    List<String> smoothed = lines(run(WATCH + "--predict smoothed --input %s", input));
    assertThat(smoothed.get(1)).isEqualTo(last.get(1));
    assertThat(smoothed.get(2)).isNotEqualTo(last.get(2));
  }

  @Test
  void anEndedRunGoesOnWhereItsInputWasContinued() throws IOException {
    String command = WATCH + "--input %s --out %s --state %s";
    Path input = changes("{\"at\":1}", "nonsense");
    Path out = file("out.jsonl");
    Path state = file("state.json");
    assertThat(lines(run(command, input, out, state))).isEmpty();
    assertThat(out).content().hasLineCount(2);
    changes("{\"at\":1}", "nonsense", "{\"at\":2}");
    Outcome next = run(command, input, out, state);
    assertThat(next.err()).isEmpty();
    assertThat(out).content().hasLineCount(3);
  }

  @Test
  void aStateOfAnotherProblemIsRefused() throws IOException {
    Path state = file("state.json");
    lines(run(WATCH + "--input %s --state %s", changes(), state));
    Outcome other = run(WATCH + "--objective worst-case --input %s --state %s", changes(), state);
    assertThat(other.failsWith(3)).contains("/problem at line 1", "the state of another problem");
  }

  @Test
  void filesThatAreNotThoseOfTheStateAreRefused() throws IOException {
    String command = WATCH + "--input %s --out %s --state %s";
    Path out = file("out.jsonl");
    Path state = file("state.json");
    lines(run(command, changes("{\"at\":1}"), out, state));
    Files.writeString(out, "short");
    assertThat(run(command, file("changes.jsonl"), out, state).failsWith(3))
        .contains("it is not the output of this state");
    Files.writeString(out, "x".repeat(10_000));
    assertThat(run(command, changes(), out, state).failsWith(3))
        .contains("it is not the input of this state");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2|--predict lats|--predict: predictors are last",
        "2|--rule sometimes|--rule must be learned, gain",
        "2|--threshold 0.5|--threshold needs --exits FILE",
        "2|--exits x.csv|--exits needs --threshold T",
        "2|--weights-from d9|--weights-from: device \"d9\" is not among",
        "2|--model - --input -|--model - and --input - exclude each other",
        "2|--solver none|--solver must be one of",
        "3|--input none.jsonl|none.jsonl: no such file",
        "3|--plan none.json|none.json: no such file",
        "2|--state pom.xml|--state pom.xml would overwrite the input file pom.xml",
        "2|--state a.json --out a.json|--state and --out must be two files",
      })
  void wrongOptionsAreRefused(int code, String options, String message) {
    String input = options.contains("--input") ? "" : "--input pom.xml ";
    String model = options.contains("--model") ? WATCH.replaceFirst("--model \\S+ ", "") : WATCH;
    assertThat(run(model + input + options).failsWith(code)).contains(message);
  }
}
