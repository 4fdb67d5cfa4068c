package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide to running plans is true. */
class RunningDocumentTest {
  @TempDir private Path folder;

  /** Of another document, which says how the files come about that the run needs. */
  private static String commandOfDeployment(String beginning) {
    return Document.inDocs("deployment.md").commands().stream()
        .filter(command -> command.startsWith(beginning))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void firstCommandRuns() {
    List<String> run = Document.inDocs("running.md").commands();
    Stream.of(commandOfDeployment("plan "), commandOfDeployment("split "), run.get(0))
        .forEach(this::runsInFolder);
    assertThat(folder.resolve("run.svg")).isNotEmptyFile();
    assertThat(folder.resolve("run.json")).isNotEmptyFile();
  }

  private void runsInFolder(String command) {
    Outcome outcome =
        CommandLineRunner.runWords(
            command
                .replace("target/", folder + "/")
                .replace("run.", folder + "/run.")
                .replace("--samples 200", "--samples 30 --warm-up 5")
                .split(" "));
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCodes.DONE);
  }
}
