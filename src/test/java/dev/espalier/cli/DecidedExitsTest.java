package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code evaluate} on plans that decided on exits: damaged ones, and ones changed by hand. */
class DecidedExitsTest {
  @TempDir private Path directory;
  private ExitFiles files;
  private Json deploying;
  private Json dropping;

  @BeforeEach
  void makePlans() {
    files = new ExitFiles(directory);
    deploying = made("--min-accuracy 0.9");
    dropping = made("--min-accuracy 0.97");
    assertThat(deploying.at("/exits/0/deployed").flag()).isTrue();
    assertThat(dropping.at("/exits/0/deployed").flag()).isFalse();
  }

  private Json made(String options) {
    return CommandLineRunner.run(
            "plan " + files.problem() + " --exits %s --condition clean --format json " + options,
            files.table())
        .json();
  }

  private Outcome evaluate(Json plan, String options) {
    return CommandLineRunner.run(
        "evaluate " + files.problem() + " --plan %s " + options,
        files.write("changed.json", plan.text()));
  }

  private String errorOf(Json plan) {
    String error = evaluate(plan, "").failsWith(ExitCodes.BAD_INPUT);
    assertThat(error).startsWith(directory.resolve("changed.json") + ": ");
    return error
        .substring((directory.resolve("changed.json") + ": ").length())
        .replaceAll(" at line \\d+, column \\d+", "");
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/exits/0/name | \"nobody\" | /exits/0/name: expected one of early, final but found"
            + " \"nobody\"",
        "/exits/1/name | \"early\" | /exits/1/name: expected \"final\", in the model's order but"
            + " found \"early\"",
        "/exits/0/name | 7 | /exits/0/name: expected a text in quotes but found 7",
        "/exits/0/deployed | \"yes\" | /exits/0/deployed: expected true or false but found \"yes\"",
        "/exits/0/deployed | 1 | /exits/0/deployed: expected true or false but found 1",
        "/exits/0/deployed | null | /exits/0/deployed: expected true or false but found null",
        "/exits/1/deployed | false | /exits/1/deployed: expected true, as the final exit always"
            + " runs but found false",
        "/exits/0/deployed | false | /exits/0/probability: expected 0, as the exit is not deployed"
            + " but found 0.8",
        "/exits/0/threshold | \"high\" | /exits/0/threshold: expected a number but found \"high\"",
        "/exits/0/threshold | -0.5 | /exits/0/threshold: expected a number >= 0 but found -0.5",
        "/exits/0/probability | 0.5 | /exits: probabilities of the exits must sum to 1 but sum to"
            + " 0.7",
        "/exits/0/probability | 1.5 | /exits/0/probability: exit \"early\": probability must be a"
            + " number from 0 to 1 but is 1.5",
        "/exits/0/probability | -0.5 | /exits/0/probability: expected a number >= 0 but found -0.5",
        "/exits/0/probability | null | /exits/0/probability: expected a number but found null",
        "/exits/0/accuracy | \"x\" | /exits/0/accuracy: expected a number but found \"x\"",
        "/exits/0/latencyMs | null | /exits/0/latencyMs: expected a number but found null",
        "/accuracy | \"x\" | /accuracy: expected a number but found \"x\"",
        "/accuracy | null | /accuracy: expected a number but found null",
        "/condition | 5 | /condition: expected a text in quotes but found 5",
        "/demand | 5 | /demand: expected an object { ... } but found 5",
        "/demand | {\"speed\": 5} | /demand/speed: unknown field \"speed\"; expected one of"
            + " minAccuracy, maxLatencyMs",
        "/demand/minAccuracy | \"x\" | /demand/minAccuracy: expected a number but found \"x\"",
        "/assumptions | [3] | /assumptions/0: expected a text in quotes but found 3",
        "/exits | null | /exits: expected a list [ ... ] but found null",
        "/exits | {} | /exits: expected a list [ ... ] but found an object",
        "/exits/0 | 3 | /exits/0: expected an object { ... } but found 3",
        "/format | \"espalier-front/1\" | /format: expected \"espalier-plan/1\" but found"
            + " \"espalier-front/1\"",
      })
  void wrongValueIsNamedWithItsPlace(String pointer, String value, String message) {
    Json changed = deploying.with(pointer, Json.raw(value));
    assertThat(errorOf(changed)).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"threshold", "probability", "accuracy", "latencyMs"})
  void figureThatIsNoNumberIsNoJson(String field) {
    for (String token : List.of("NaN", "Infinity", "-Infinity")) {
      String error = evaluate(deploying.with("/exits/0/" + field, Json.raw(token)), "").error();
      assertThat(error)
          .containsPattern("at line \\d+, column \\d+: not valid JSON")
          .contains(token);
    }
  }

  @ParameterizedTest
  @CsvSource({"name", "deployed", "probability"})
  void missingFieldIsNamed(String field) {
    Json changed = deploying.changing("/exits/0", exit -> exit.minus(field));
    assertThat(errorOf(changed)).isEqualTo("/exits/0: field \"" + field + "\" is missing");
  }

  @Test
  void unknownFieldIsNamed() {
    Json changed = deploying.changing("/exits/0", exit -> exit.plus("trust", Json.raw("1")));
    assertThat(errorOf(changed)).startsWith("/exits/0/trust: unknown field \"trust\"");
  }

  @Test
  void exitsMustBeThoseOfTheModelInItsOrder() {
    String count = "/exits: expected the 2 exits of model \"tiny\" but found ";
    for (Json plan : List.of(deploying, dropping)) {
      for (String index : List.of("0", "1")) {
        assertThat(errorOf(plan.changing("/exits", exits -> exits.minus(index))))
            .isEqualTo(count + 1);
      }
      assertThat(errorOf(plan.changing("/exits", exits -> exits.plus(plan.at("/exits/1")))))
          .isEqualTo(count + 3);
      Json reordered = new Json.Arr(List.of(plan.at("/exits/1"), plan.at("/exits/0")));
      assertThat(errorOf(plan.with("/exits", reordered)))
          .isEqualTo("/exits/0/name: expected \"early\", in the model's order but found \"final\"");
    }
  }

  @Test
  void positionsAreThoseOfTheDeployedExits() {
    assertThat(errorOf(dropping.with("/slices/0/to", Json.raw("3"))))
        .isEqualTo("/slices/0/to: expected a position from 0 to 2 but found 3");
    assertThat(errorOf(dropping.with("/partition", Json.parse("[0, 0]"))))
        .isEqualTo("/partition: expected one bit for each of the 1 boundaries but found 2");
    assertThat(errorOf(dropping.with("/exits/0/deployed", Json.raw("true")))).startsWith("/exits");
    assertThat(errorOf(dropping.minus("exits"))).startsWith("/slices/0/layers");
  }

  @Test
  void otherSharesGiveAnotherLatencyAndAWarning() {
    Json changed =
        deploying
            .with("/exits/0/probability", Json.raw("0.5"))
            .with("/exits/1/probability", Json.raw("0.5"));
    Outcome outcome = evaluate(changed, "--format json");
    assertThat(outcome.err())
        .containsPattern("warning: .* claims expected latency 6.200 ms; .* it is 8.000 ms");
    assertThat(outcome.json().at("/latencyMs").number()).isCloseTo(8, within(1e-9));
  }

  @Test
  void optionsOfTheCommandHoldForTheDeployedExits() {
    Outcome worst = evaluate(dropping, "--objective worst-case --pin side=box --format json");
    assertThat(worst.err()).isEmpty();
    assertThat(worst.json().at("/latencyMs").number()).isCloseTo(9, within(1e-9));
    assertThat(evaluate(deploying, "--objective worst-case --format json").json().at("/latencyMs"))
        .isEqualTo(Json.raw("11.0"));
  }

  @ParameterizedTest
  @CsvSource({
    "--pareto, espalier-front/1",
    "--max-latency 1, espalier-no-plan/1",
  })
  void whatIsNoPlanIsRefused(String demand, String format) {
    Path file = directory.resolve("answer.json");
    CommandLineRunner.run(
        "plan " + files.problem() + " --exits %s --condition fog --format json --out %s " + demand,
        files.table(),
        file);
    assertThat(
            CommandLineRunner.run("evaluate " + files.problem() + " --plan %s", file)
                .failsWith(ExitCodes.BAD_INPUT))
        .endsWith("expected \"espalier-plan/1\" but found \"" + format + "\"");
  }

  @Test
  void planForAnotherModelIsNamed() {
    Path file = files.write("changed.json", deploying.minus("options").text());
    Outcome outcome =
        CommandLineRunner.run(
            "evaluate --model zoo:b-lenet --catalog device-catalogs/na2023-four.catalog.json"
                + " --plan %s",
            file);
    assertThat(outcome.failsWith(ExitCodes.BAD_INPUT)).contains("/exits/0/name", "exit1, final");
  }
}
