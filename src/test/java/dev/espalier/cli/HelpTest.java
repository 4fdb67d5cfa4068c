package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  static List<String> commands() {
    return CommandLineRunner.commands();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasGroupsAndExamplesWithin80Columns(String command) {
    Outcome help = CommandLineRunner.run(command + " --help");
    assertThat(help.exitCode()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out())
        .startsWith("Usage: espalier " + command)
        .containsPattern("\n(Output|Options):\n")
        .contains("\nExample", "\n  espalier " + command + " ")
        .doesNotContain("\nOther:\n");
    assertThat(help.out().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    if (!command.contains(" ")) {
      assertThat(CommandLineRunner.run("help " + command).out()).isEqualTo(help.out());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help"})
  void helpOfAllGoesToStandardOutput(String words) {
    Outcome help = CommandLineRunner.run(words);
    assertThat(help.exitCode()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out())
        .contains("\nPlan:\n", "\nMeasure:\n", "\nDeploy and run:\n", "Exit codes:", "@FILE");
    assertThat(help.out().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void noCommandIsAnErrorWithTheHelp() {
    Outcome outcome = CommandLineRunner.runWords();
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("Usage: espalier");
  }
}
