package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.io.json.ModelFile;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportCommandTest {
  private static final String LOG =
      """
      sample,exit1.confidence,exit1.correct,final.confidence,final.correct
      0,0.9,1,0.9,1
      1,0.8,1,0.9,1
      2,0.7,0,0.9,1
      3,0.6,0,0.9,1
      """;

  @TempDir Path directory;

  private static BranchyNet imported(String... options) {
    String[] words = {"import", "--model", "zoo:b-lenet"};
    CommandLineRunner.Outcome outcome =
        CommandLineRunner.runWords(
            Stream.of(words, options).flatMap(Stream::of).toArray(String[]::new));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return ModelFile.parse(outcome.out(), "out");
  }

  @Test
  void builtInNetworkBecomesAModelFile() {
    assertThat(imported()).isEqualTo(Zoo.get("b-lenet"));
  }

  @Test
  void exitsThatAreNotNamedShareTheRest() {
    assertThat(imported("--exit", "exit1=0.75").exits())
        .extracting(Exit::probability)
        .containsExactly(0.75, 0.25);
  }

  @Test
  void inputIsSentInTheBytesGiven() {
    BranchyNet net = imported("--input-bytes", "image=900");
    assertThat(net.inputs().get(0).sentBytes()).isEqualTo(900);
    assertThat(net.inputs().get(0).bytes()).isEqualTo(3136);
    assertThat(imported("--input-bytes", "900")).isEqualTo(net);
  }

  @Test
  void probabilitiesOfAnExitLogAreThoseAtTheThreshold() throws IOException {
    Path log = Files.writeString(directory.resolve("log.csv"), LOG);
    BranchyNet net = imported("--exits", log.toString(), "--threshold", "0.75");
    assertThat(net.exits().get(0).probability()).isCloseTo(0.5, within(1e-12));
    assertThat(net.exits().get(1).probability()).isCloseTo(0.5, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--exit exit1=0.75 --exit final=0.5|--exit: probabilities of the exits must sum to 1 but"
            + " \"exit1\", \"final\" sum to 1.25",
        "--exit exit1=0.75 --exit final=0.2|--exit: probabilities of the exits must sum to 1 but"
            + " \"exit1\", \"final\" sum to 0.95",
        "--exit exit2=0.75|--exit: exit \"exit2\" does not exist; expected one of exit1, final; did"
            + " you mean \"exit1\"?",
        "--exit exit1=2|--exit: the probability of \"exit1\" must be a number from 0 to 1 but is"
            + " \"2\"",
        "--exit exit1=NaN|--exit: the probability of \"exit1\" must be a number from 0 to 1 but is"
            + " \"NaN\"",
        "--exit exit1|--exit must be NAME=VALUE but is \"exit1\"",
        "--exit exit1=0.1 --exit exit1=0.2|--exit: \"exit1\" is given twice",
        "--input-bytes x=4|--input-bytes: model input \"x\" does not exist; expected one of image",
        "--input-bytes -4|--input-bytes must be a whole number from 0 to 2^53 but is \"-4\"",
        "--dim batch=1|--dim applies to ONNX files; the layers and exits of --model zoo:b-lenet are"
            + " those that it lists",
        "--granularity block|--granularity applies to ONNX files; the layers and exits of --model"
            + " zoo:b-lenet are those that it lists",
        "--granularity bloc|--granularity must be node or block but is \"bloc\"; did you mean \"block\"?",
        "--final exit1|--final applies to ONNX files; the layers and exits of --model zoo:b-lenet"
            + " are those that it lists",
        "--threshold 0.5|--threshold needs --exits FILE",
        "--exits none.csv|--exits needs --threshold T, on which the probabilities of the exits"
            + " depend",
        "--exits none.csv --threshold 0.5 --exit exit1=0.5|--exit and --exits exclude each other",
      })
  void optionThatCannotBeMeantIsNamed(String options, String message) {
    String error =
        CommandLineRunner.run("import --model zoo:b-lenet " + options)
            .failsWith(ExitCodes.WRONG_USAGE);
    assertThat(error).isEqualTo(message);
  }
}
