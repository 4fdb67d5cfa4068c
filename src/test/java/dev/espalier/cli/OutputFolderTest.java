package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a result cannot be written is found out before anything is read or searched. */
class OutputFolderTest {
  @ParameterizedTest
  @CsvSource({
    "plan --model missing --catalog missing, --out",
    "plan --model missing --catalog missing, --html",
    "plan --model missing --catalog missing, --svg",
    "compare --model missing --catalog missing, --out",
    "sweep --model missing --catalog missing --vary bandwidth=1, --out",
    "sweep --model missing --catalog missing --vary bandwidth=1, --svg",
    "evaluate --plan missing --model missing --catalog missing, --out",
    "inspect --model missing, --out",
    "import --model missing, --out",
    "calibrate --log missing, --out",
    "calibrate --log missing, --calibrated",
    "profile --from missing, --out",
    "export zoo:b-lenet, --out",
  })
  void missingFolderIsFoundFirst(String command, String option, @TempDir Path folder) {
    Path file = folder.resolve("none").resolve("file");
    Outcome outcome = CommandLineRunner.run(command + " " + option + " %s", file);
    assertThat(outcome.failsWith(1)).contains(file.toString(), "its folder does not exist");
  }

  @Test
  void aFolderIsNoFile(@TempDir Path folder) {
    assertThat(CommandLineRunner.run("inspect --model missing --out %s", folder).failsWith(1))
        .endsWith("it is a folder");
  }
}
