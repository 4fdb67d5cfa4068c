package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportCommandTest {
  @TempDir private Path folder;

  @Test
  void seedDecidesOnTheBytes() throws IOException {
    Path file = folder.resolve("lenet.onnx");
    Outcome outcome = CommandLineRunner.run("export zoo:b-lenet --out %s", file);
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCodes.DONE);
    assertThat(outcome.out())
        .matches(
            ".*lenet\\.onnx: 19 nodes, 0\\.075 million parameters, 0\\.30 MB\n"
                + "ONNX has no probabilities of exits; for those of zoo:b-lenet give"
                + " --exit exit1=0\\.943\n");
    byte[] first = Files.readAllBytes(file);
    CommandLineRunner.run("export zoo:b-lenet --seed 2 --out %s", file);
    assertThat(Files.readAllBytes(file)).hasSize(first.length).isNotEqualTo(first);
    CommandLineRunner.run("export zoo:b-lenet --seed 1 --out %s", file);
    assertThat(Files.readAllBytes(file)).isEqualTo(first);
  }

  @Test
  void layersCountedAsOneAreExplained() {
    Outcome outcome =
        CommandLineRunner.run(
            "export zoo:b-resnet110-chain --out %s", folder.resolve("chain.onnx"));
    assertThat(outcome.out().lines())
        .hasSize(4)
        .contains(
            "layer \"s2b0_down\", which the network counts as one, is 8 nodes: s2b0_conv1,"
                + " s2b0_bn1, s2b0_relu1, s2b0_conv2, s2b0_bn2, s2b0_shortcut, s2b0_shortcut_bn,"
                + " and the sum of their ends");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zoo:b-lenett | zoo:b-lenett: no built-in network is called \"b-lenett\"; there are b-lenet",
        "b-lenet | b-lenet: expected a built-in network, zoo:NAME; did you mean \"zoo:b-lenet\"?",
        "model.json | model.json: expected a built-in network, zoo:NAME, as model files hold no"
            + " operators or are ONNX already",
        "zoo:b-mobilenetv2-11 | zoo:b-mobilenetv2-11: b-mobilenetv2-N: number of side exits N must"
            + " be from 1 to 10"
      })
  void whatHasNoOperatorsIsWrongUsage(String model, String message) {
    Outcome outcome = CommandLineRunner.run("export %s --out %s", model, folder.resolve("x.onnx"));
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.WRONG_USAGE);
    assertThat(outcome.error()).startsWith(message);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void fileThatCannotBeWrittenIsReported() {
    Outcome outcome =
        CommandLineRunner.run("export zoo:b-lenet --out %s", folder.resolve("none/x.onnx"));
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(outcome.error()).endsWith("x.onnx: its folder does not exist");
  }
}
