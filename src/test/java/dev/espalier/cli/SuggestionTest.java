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

/** Whatever is named wrongly, the message ends with the name that was probably meant. */
class SuggestionTest {
  private static final String SIX = " --catalog device-catalogs/na2023-six.catalog.json";
  private static final String LOG = " --exits src/test/resources/exit-logs/b-alexnet-synthetic.csv";
  private static final String PLAN = "plan --model zoo:b-alexnet";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        PLAN + SIX + " --devices d1,D2 | d2",
        PLAN + SIX + " --source dd1 | d1",
        PLAN + SIX + " --sink D3 | d3",
        PLAN + SIX + " --pin conv1=d11 | d1",
        PLAN + SIX + " --pin conv11=d1 | conv1",
        PLAN + SIX + " --solver dads --local dd1 --remote d2 | d1",
        PLAN + SIX + " --solver dads --local d1 --remote dd2 | d2",
        PLAN + SIX + " --solver exakt | exact",
        PLAN + SIX + " --objective throughputs | throughput",
        PLAN + SIX + " --energy-basis expect | expected",
        PLAN + SIX + " --granularity blok | block",
        PLAN + SIX + " --deadline fnal=3 | final",
        PLAN + SIX + " --exit exit=0.2 | exit1",
        PLAN + SIX + " --format jsn | json",
        PLAN + SIX + " --solver neurosurgeon --goal latence | latency",
        PLAN + SIX + " --pareto latency,enrgy | energy",
        PLAN + SIX + " --min-accuracy 0.7 --fallback finale" + LOG + " | final",
        PLAN + SIX + " --min-accuracy 0.7 --criterion entropie" + LOG + " | entropy",
        "plan --model zoo:b-alexnett" + SIX + " | b-alexnet",
        "sweep --model zoo:b-lenet" + SIX + " --vary bandwith=1,2 | bandwidth",
        "sweep --model zoo:b-lenet" + SIX + " --vary probability:exit=0.1 | exit1",
        "sweep --model zoo:b-lenet" + SIX + " --vary gamma:dd1:d2=1,2 | d1:d2",
        "reproduce na202 | na2023",
        "completion bsh | bash",
        "export b-lenett --out x | zoo:b-lenet",
        "plann --model zoo:b-lenet" + SIX + " | plan",
        "plan --modle zoo:b-lenet" + SIX + " | --model",
      })
  void nameIsSuggested(String command, String expected) {
    Outcome outcome = CommandLineRunner.run(command);
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.error()).endsWith("; did you mean \"" + expected + "\"?");
  }

  @Test
  void whatResemblesNothingGetsNoSuggestion() {
    Outcome outcome = CommandLineRunner.run(PLAN + SIX + " --source refrigerator");
    assertThat(outcome.error()).doesNotContain("did you mean").contains("which has d1, d2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"gflops\"' | '\"gflop\"' | gflops",
        "'\"from\": \"d1\"' | '\"from\": \"dd1\"' | d1",
      })
  void catalogFieldsAndEndsOfLinksAreSuggested(
      String found, String written, String expected, @TempDir Path folder) throws IOException {
    String catalog =
        """
        {"format": "espalier-catalog/1", "name": "c", "devices": [
          {"name": "d1", "gflops": 1, "ioMBps": 10}, {"name": "d2", "gflops": 1, "ioMBps": 10}],
         "network": {"bandwidthMbps": 8, "latencyMs": 0, "links": [
          {"from": "d1", "to": "d2", "bandwidthMbps": 9, "latencyMs": 0}]}}
        """;
    assertThat(catalog).contains(found);
    Path file = folder.resolve("c.json");
    Files.writeString(file, catalog.replace(found, written));
    Outcome outcome = CommandLineRunner.run(PLAN + " --catalog %s", file);
    assertThat(outcome.failsWith(3)).contains("; did you mean \"" + expected + "\"?");
  }

  @Test
  void layersOfExitsInModelFilesAreSuggested(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("m.json");
    Files.writeString(
        file,
        """
        {"format": "espalier-model/1", "name": "m", "input": {"name": "x", "bytes": 4},
         "layers": [{"name": "dense", "op": "Gemm", "inputs": ["x"], "flops": 1,
           "weightBytes": 1, "outputBytes": 4}],
         "exits": [{"name": "final", "layer": "densee", "probability": 1}]}
        """);
    assertThat(CommandLineRunner.run("inspect --model %s", file).failsWith(3))
        .endsWith("layer \"densee\" does not exist; did you mean \"dense\"?");
  }
}
