package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cli.CommandLineRunner.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainCommandTest {
  private static final String PROBLEM =
      " --model zoo:b-alexnet --catalog device-catalogs/surveillance.catalog.json --no-timing";
  private static final String PLAN = "plan" + PROBLEM + " --explain";

  @TempDir private Path directory;

  @Test
  void tableStandsBelowThePlanThatPlanPrints() {
    String plain = CommandLineRunner.run("plan" + PROBLEM).out();
    Outcome outcome = CommandLineRunner.run(PLAN);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .startsWith(plain)
        .contains("What would change the plan", "effect: on the optimum, proven")
        .containsPattern("\nchange +expected ms +effect ms +plan\n")
        .containsPattern("\nwithout phone +43\\.431 +\\+39\\.835 +drone1 to pool1, ")
        .containsPattern("\nbandwidth \\+1 Mbps +3\\.480 +-0\\.116 +the same\n");
  }

  @Test
  void everyEffectIsWhatPlanSaysOfTheChangedProblem() {
    Json plan = CommandLineRunner.run(PLAN + " --format json").json();
    double faster =
        CommandLineRunner.run("plan" + PROBLEM + " --format json --bandwidth-mbps 13")
            .json()
            .at("/value")
            .number();
    double without =
        CommandLineRunner.run(
                "plan" + PROBLEM + " --format json --devices drone1,drone2,camera,phone")
            .json()
            .at("/value")
            .number();
    int checked = 0;
    for (Json effect : plan.at("/explanation").items()) {
      assertThat(effect.at("/proven").flag()).isTrue();
      String text = effect.at("/text").string();
      double value =
          text.equals("bandwidth +1 Mbps") ? faster : text.equals("without car") ? without : 0;
      if (value > 0) {
        checked++;
        assertThat(effect.at("/value").number()).as(text).isCloseTo(value, within(1e-9));
        assertThat(effect.at("/minEffect").number())
            .as(text)
            .isCloseTo(value - plan.at("/value").number(), within(1e-9));
      }
    }
    assertThat(checked).isEqualTo(2);
  }

  @Test
  void evaluateReadsTheFile() throws IOException {
    Path file = directory.resolve("plan.json");
    Files.writeString(file, CommandLineRunner.run(PLAN + " --format json").out());
    Outcome checked =
        CommandLineRunner.run(
            "evaluate" + PROBLEM.replace(" --no-timing", "") + " --plan %s", file);
    assertThat(checked.exitCode()).as(checked.err()).isZero();
    Files.writeString(file, Files.readString(file).replace("\"impossible\"", "\"impassable\""));
    assertThat(
            CommandLineRunner.run(
                    "evaluate" + PROBLEM.replace(" --no-timing", "") + " --plan %s", file)
                .failsWith(3))
        .contains("impassable");
  }

  @Test
  void csvIsTheTableOfChanges() {
    Outcome outcome = CommandLineRunner.run(PLAN + " --format csv");
    assertThat(outcome.out().lines().toList())
        .startsWith("change,latencyMs,minEffectMs,maxEffectMs,proven,plan,reason")
        .anyMatch(line -> line.startsWith("without drone2,,,,true,,"))
        .hasSizeGreaterThan(8);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--explain --simplify 1% | --explain explains the best plan and excludes --exits, --pareto"
            + " and --simplify",
        "--explain --pareto expected,energy | --explain explains the best plan and excludes"
            + " --exits, --pareto and --simplify",
        "--explain --solver dads | --explain needs a solver that proves its plans, but dads does"
            + " not"
      })
  void wrongUseIsRefused(String options, String message) {
    assertThat(CommandLineRunner.run("plan" + PROBLEM + " " + options).failsWith(2))
        .isEqualTo(message);
  }
}
