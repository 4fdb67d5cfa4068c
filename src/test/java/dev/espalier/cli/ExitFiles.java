package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A network so small that its times can be told by heart, and what its exits do.
 *
 * <p>1000 operations or 1000 bytes take the one device 1 ms. Hence layer a takes 1 + 2 ms, the
 * branch of exit early 0.5 + 1.5 ms, the rest of the trunk 4 + 2 ms: a sample that leaves at early
 * takes 5 ms, one that does not 11 ms, and 9 ms if there is no such exit.
 */
final class ExitFiles {
  static final String SYNTHETIC_LOG = "src/test/resources/exit-logs/b-alexnet-synthetic.csv";

  static final String TABLE =
      """
      condition,threshold,exit,probability,accuracy
      clean,0.5,early,0.8,0.9
      clean,0.5,final,0.2,0.95
      clean,0.9,early,0.3,0.99
      clean,0.9,final,0.7,0.98
      fog,0.5,early,0.5,0.4
      fog,0.5,final,0.5,0.8
      """;

  /** At 0.5 two samples leave, one of them right; at 0.7 one, which is right. */
  static final String LOG =
      """
      early.confidence,early.correct,final.confidence,final.correct
      0.9,1,0.9,1
      0.6,0,0.9,1
      0.3,0,0.9,1
      0.2,0,0.9,0
      """;

  private final Path directory;

  ExitFiles(Path directory) {
    this.directory = directory;
    write(
        "tiny.model.json",
        """
        { "format": "espalier-model/1", "name": "tiny", "input": { "name": "image", "bytes": 1000 },
          "layers": [
            { "name": "a", "op": "Conv", "inputs": ["image"],
              "flops": 1000, "weightBytes": 0, "outputBytes": 1000 },
            { "name": "side", "op": "Gemm", "inputs": ["a"],
              "flops": 500, "weightBytes": 0, "outputBytes": 500 },
            { "name": "b", "op": "Gemm", "inputs": ["a"],
              "flops": 4000, "weightBytes": 0, "outputBytes": 1000 } ],
          "exits": [ { "name": "early", "layer": "side", "probability": 0.5 },
                     { "name": "final", "layer": "b", "probability": 0.5 } ] }
        """);
    write(
        "one.catalog.json",
        """
        { "format": "espalier-catalog/1", "name": "one",
          "devices": [ { "name": "box", "gflops": 0.001, "ioMBps": 1 } ],
          "network": { "bandwidthMbps": 8, "latencyMs": 0 } }
        """);
    write("table.csv", TABLE);
    write("log.csv", LOG);
  }

  Path table() {
    return directory.resolve("table.csv");
  }

  Path log() {
    return directory.resolve("log.csv");
  }

  /** The options that name the network and the device. */
  String problem() {
    return "--model %s --catalog %s"
        .formatted(directory.resolve("tiny.model.json"), directory.resolve("one.catalog.json"));
  }

  Path write(String name, String content) {
    try {
      return Files.writeString(directory.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asserts that {@code evaluate} finds the figures that a plan claims. */
  void checkConfirmed(String problem, Json plan) {
    Path file = write("made.plan.json", plan.text());
    CommandLineRunner.Outcome outcome =
        CommandLineRunner.run("evaluate " + problem + " --format json --plan %s", file);
    assertThat(outcome.err()).isEmpty();
    Json evaluation = outcome.json();
    assertThat(evaluation.at("/feasible").flag()).isTrue();
    for (String field :
        List.of("/latencyMs", "/expectedLatencyMs", "/worstCaseLatencyMs", "/slices", "/devices")) {
      assertThat(evaluation.at(field)).as(field).isEqualTo(plan.at(field));
    }
  }
}
