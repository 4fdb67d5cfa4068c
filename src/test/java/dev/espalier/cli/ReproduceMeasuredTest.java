package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReproduceMeasuredTest {
  private static final String COMMAND = "reproduce pacheco2021 ";

  @TempDir private Path folder;

  /** Runs everything, with few pictures; a test of times would fail on a busy machine. */
  @Test
  void everySettingIsRunBesideItsPrediction() throws IOException {
    Path out = folder.resolve("out");
    Outcome outcome =
        CommandLineRunner.run(COMMAND + "--measured --samples 4 --format json --out %s", out);
    Json json = outcome.json();
    assertThat(json.at("/seed").number()).isEqualTo(1);
    assertThat(json.at("/complete").flag()).isTrue();
    assertThat(json.at("/figures").items()).isEmpty();
    Map<String, Json> measured =
        json.at("/measured").items().stream()
            .collect(Collectors.toMap(figure -> figure.at("/id").string(), figure -> figure));
    assertThat(measured)
        .containsOnlyKeys(
            "figure 6a measured",
            "figure 6b measured",
            "figure 7 measured",
            "figure 7 measured, B-LeNet");
    assertThat(times(measured, "figure 6a measured")).hasSize(6);
    assertThat(times(measured, "figure 6b measured")).hasSize(5);
    assertThat(times(measured, "figure 7 measured")).hasSize(1 + 3 * 5);
    assertThat(times(measured, "figure 7 measured, B-LeNet")).hasSize(1 + 5);
    for (Json figure : measured.values()) {
      for (Json time : figure.at("/times").items()) {
        assertThat(time.at("/predictedMs").number()).isPositive();
        assertThat(time.at("/measuredMs").number()).isPositive();
        assertThat(time.at("/samples").number()).isBetween(1.0, 4.0);
      }
    }
    checkTransfers(times(measured, "figure 7 measured"));
    assertThat(json.at("/claims").items()).hasSize(9);
    assertThat(json.at("/remarks").items())
        .allMatch(remark -> !remark.string().contains("not answered"));
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .hasSize(2 * measured.size() + 1)
          .contains("claims.csv", "figure7-measured.csv", "figure7-measured-B-LeNet.svg");
    }
  }

  private static List<Json> times(Map<String, Json> measured, String figure) {
    return measured.get(figure).at("/times").items();
  }

  /** No time is shorter than that of the link: 12.8 ms, and 3.3 ms for a file of 39,000 bytes. */
  private static void checkTransfers(List<Json> times) {
    Json cloudOnly = times.get(0);
    assertThat(cloudOnly.at("/setting").string()).isEqualTo("cloud only");
    assertThat(cloudOnly.at("/predictedMs").number()).isGreaterThan(12.8 + 3.3);
    assertThat(cloudOnly.at("/measuredMs").number()).isGreaterThan(12.8 + 3.3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--samples 5 | --samples needs --measured",
        "--inputs a.npy | --inputs needs --measured",
        "--labels a.npy | --labels needs --measured",
        "--measured --samples 1 | --samples must be from 2 to 100000 but is 1",
        "--measured --labels a.npy | --labels needs --inputs: random pictures have no classes",
        "--measured --runs 3 | --runs does not apply to --measured, which runs no solver",
        "--measured --threads 2 | --threads does not apply to --measured, which runs no solver"
      })
  void wrongOptionsAreRefused(String options, String message) {
    assertThat(CommandLineRunner.run(COMMAND + options).failsWith(ExitCodes.WRONG_USAGE))
        .isEqualTo(message);
  }

  @Test
  void otherPapersAreNotMeasured() {
    assertThat(
            CommandLineRunner.run("reproduce na2023 --measured").failsWith(ExitCodes.WRONG_USAGE))
        .isEqualTo("--measured applies to pacheco2021 but the paper is na2023");
  }

  @Test
  void picturesThatAreMissingAreNamed() {
    Path file = folder.resolve("missing.idx");
    assertThat(
            CommandLineRunner.run(COMMAND + "--measured --samples 2 --inputs %s", file)
                .failsWith(ExitCodes.BAD_INPUT))
        .contains(file.toString());
  }
}
