package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.solvers.Planners;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script for shells, read by the shells themselves where they are installed. */
@DisabledOnOs(OS.WINDOWS)
class CompletionCommandTest {
  /** Calls the function that the script registers, as bash does when Tab is pressed. */
  private static final String PRESS_TAB =
      "source \"$0\"; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); COMP_LINE=\"$*\";"
          + " compopt() { :; }; _complete_espalier; printf '%s\\n' \"${COMPREPLY[@]}\"";

  @TempDir private Path directory;
  private Path script;

  @BeforeEach
  void writeScript() {
    script = directory.resolve("completion.sh");
    assertThat(CommandLineRunner.run("completion bash --out %s", script).exitCode()).isZero();
  }

  private static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** What a program prints; it must succeed and have no errors to report. */
  private List<String> linesOf(String... command) throws IOException, InterruptedException {
    assumeTrue(isInstalled(command[0]), command[0] + " is not installed");
    Path out = directory.resolve("out.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    // zsh keeps a list of its completions there.
    builder.environment().put("HOME", directory.toString());
    Process process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    String printed = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(printed).isZero();
    return printed.lines().toList();
  }

  /** What bash offers for the last of these words. */
  private List<String> offered(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", "-c", PRESS_TAB, script.toString()));
    command.addAll(List.of(words));
    return linesOf(command.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void shellsAcceptTheScript(String shell) throws Exception {
    Path its = directory.resolve(shell);
    Files.writeString(its, CommandLineRunner.run("completion " + shell).out());
    assertThat(linesOf(shell, "-n", its.toString())).isEmpty();
    assertThat(linesOf(shell, "-c", "source " + its + " && typeset -f _complete_espalier"))
        .isNotEmpty();
  }

  @Test
  void bashCompletesCommands() throws Exception {
    assertThat(offered("espalier", ""))
        .contains("plan", "compare", "sweep", "reproduce", "inspect", "completion");
    assertThat(offered("espalier", "insp")).containsExactly("inspect");
  }

  @Test
  void bashCompletesSolvers() throws Exception {
    assertThat(offered("espalier", "plan", "--solver", ""))
        .containsExactlyElementsOf(Planners.names());
    assertThat(offered("espalier", "compare", "--solvers", "neu")).containsExactly("neurosurgeon");
  }

  @ParameterizedTest
  @CsvSource({
    "plan --sol, --solver",
    "plan --objective wo, worst-case",
    "plan --model zoo:b-lenet --format js, json",
    "reproduce na, na2023",
    "completion z, zsh"
  })
  void bashCompletesOptionsAndTheirValues(String words, String completed) throws Exception {
    assertThat(offered(("espalier " + words).split(" "))).containsExactly(completed);
  }

  @ParameterizedTest
  @CsvSource({"plan --catalog", "evaluate --plan", "plan --exits", "inspect --model"})
  void bashCompletesFiles(String words) throws Exception {
    Files.createFile(directory.resolve("catalog one.json"));
    String[] all =
        Stream.of(("espalier " + words).split(" "), new String[] {"cat"})
            .flatMap(Arrays::stream)
            .toArray(String[]::new);
    assertThat(offered(all)).containsExactly("catalog one.json");
  }

  @Test
  void otherShellsAreRefused() {
    assertThat(CommandLineRunner.run("completion fish").failsWith(ExitCodes.WRONG_USAGE))
        .isEqualTo("the shell must be bash or zsh but is \"fish\"");
  }
}
