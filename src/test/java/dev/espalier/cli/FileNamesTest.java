package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Names of files may hold what a terminal would obey. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its file names hold no control characters")
class FileNamesTest {
  private static final String PROBLEM =
      " --model zoo:b-alexnet --catalog device-catalogs/surveillance.catalog.json";

  @TempDir private Path directory;
  private Path log;

  @BeforeEach
  void copyLog() throws IOException {
    log =
        Files.copy(
            Path.of("src/test/resources/exit-logs/b-alexnet-synthetic.csv"),
            directory.resolve("\u001b[31mlog\u0007.csv"));
  }

  private static void checkHarmless(Outcome outcome) {
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCodes.DONE);
    assertThat(outcome.out() + outcome.err()).doesNotContain("\u001b", "\u0007");
  }

  @Test
  void exitDataAreNamedHarmlessly() {
    Outcome outcome =
        CommandLineRunner.run(
            "plan --thresholds 0.5,0.9 --max-latency 2 --condition clean --exits %s" + PROBLEM,
            log);
    checkHarmless(outcome);
    assertThat(outcome.out()).contains("exit data: ", "\\u001b[31mlog\\u0007.csv");
  }

  @Test
  void calibratedLogsAreNamedHarmlessly() {
    Outcome outcome = CommandLineRunner.run("calibrate --log %s", log);
    checkHarmless(outcome);
    assertThat(outcome.out()).contains("\\u001b[31mlog\\u0007.csv: 3 exits");
  }

  @Test
  void evaluatedPlansAreNamedHarmlessly() throws IOException {
    Path plan =
        Files.writeString(
            directory.resolve("\u001b[31mplan.json"),
            """
            { "format": "espalier-plan/1", "model": "other", "latencyMs": 1,
              "slices": [ { "device": "phone", "from": 0, "to": 27 },
                          { "device": "car", "from": 27, "to": 30 },
                          { "device": "drone2", "from": 30, "to": 41 } ] }
            """);
    Outcome outcome = CommandLineRunner.run("evaluate --plan %s" + PROBLEM, plan);
    checkHarmless(outcome);
    assertThat(outcome.err().lines())
        .hasSize(2)
        .allMatch(line -> line.contains("\\u001b[31mplan.json"));
  }
}
