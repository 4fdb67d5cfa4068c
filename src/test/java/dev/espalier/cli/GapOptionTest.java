package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GapOptionTest {
  private static final String PROBLEM =
      " --model zoo:b-alexnet --catalog device-catalogs/surveillance.catalog.json";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.1%", "0.001", "5%", "1"})
  void planIsProvenToBeWithinTheGap(String gap) {
    for (String solver : new String[] {"genetic", "exact"}) {
      Json plan =
          CommandLineRunner.run(
                  "plan" + PROBLEM + " --format json --solver %s --gap %s", solver, gap)
              .json();
      double allowed =
          gap.endsWith("%")
              ? Double.parseDouble(gap.substring(0, gap.length() - 1)) / 100
              : Double.parseDouble(gap);
      assertThat(plan.at("/gap").number()).as(solver).isBetween(0.0, allowed);
      assertThat(plan.fieldNames().contains("solverOptions")).isEqualTo(allowed > 0);
      if (allowed > 0) {
        assertThat(plan.at("/solverOptions/gap").string()).isEqualTo(String.valueOf(allowed));
      }
    }
  }

  @Test
  void gapIsSaidAndReadBack() throws IOException {
    assertThat(CommandLineRunner.run("plan" + PROBLEM + " --gap 1%").out())
        .contains("solver genetic, seed 1, gap 0.01: ");
    Path file = directory.resolve("plan.json");
    Files.writeString(
        file, CommandLineRunner.run("plan" + PROBLEM + " --gap 1% --format json").out());
    assertThat(CommandLineRunner.run("evaluate" + PROBLEM + " --plan %s", file).exitCode())
        .isZero();
  }

  @Test
  void solverThatProvesNothingIgnoresIt() {
    String command = "plan" + PROBLEM + " --no-timing --solver dads";
    Outcome outcome = CommandLineRunner.run(command + " --gap 50%");
    assertThat(outcome).isEqualTo(CommandLineRunner.run(command));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "plan | --gap 101% | --gap must be from 0 to 1, which is 100%, but is 1.01",
        "sweep | --vary bandwidth=1 --gap 7 | --gap must be from 0 to 1, which is 100%, but is 7.0",
        "compare | --gap 7 | --gap must be from 0 to 1, which is 100%, but is 7.0",
        "plan | --gap -1 | Invalid value for option '--gap': expected a tolerance such as 1% or 0.01"
            + " but found \"-1\"",
        "plan | --gap NaN | Invalid value for option '--gap': expected a tolerance such as 1% or"
            + " 0.01 but found \"NaN\"",
        "plan | --gap 1% --pareto expected,energy | --gap and --pareto A,B exclude each other"
      })
  void wrongGapIsRefused(String command, String options, String message) {
    assertThat(CommandLineRunner.run(command + PROBLEM + " " + options).failsWith(2))
        .isEqualTo(message);
  }
}
