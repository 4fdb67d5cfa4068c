package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import dev.espalier.io.Models;
import dev.espalier.io.json.segment.ManifestFile;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.Segment;
import dev.espalier.segment.SegmentExit;
import dev.espalier.segment.Transfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a plan to a folder of files, or to an annotated model. */
class SplitCommandTest {
  private static final Path MODEL = Path.of("src/examples/b-lenet-mnist/b-lenet-mnist.onnx");
  private static final Path LOG = Path.of("src/examples/b-lenet-mnist/b-lenet-mnist.log.csv");
  private static final String SIX = "device-catalogs/na2023-six.catalog.json";

  @TempDir private Path directory;

  private Path out() {
    return directory.resolve("out");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private Path plan(String slices) throws IOException {
    return file(
        "plan.json", "{ \"format\": \"espalier-plan/1\", \"slices\": [ %s ] }".formatted(slices));
  }

  /** The side exit ends at position 8 of 17; the second device begins within the trunk. */
  private Path twoDevices() throws IOException {
    return plan(
        "{\"device\": \"a\", \"from\": 0, \"to\": 10}, {\"device\": \"b\", \"from\": 10, \"to\": 17}");
  }

  private Outcome split(Path plan, String more) {
    return CommandLineRunner.run("split --plan %s --model %s --out %s " + more, plan, MODEL, out());
  }

  private Outcome split(Path plan) {
    return split(plan, "--format text");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void folderHasAFileForEachStretchBetweenExits() throws IOException {
    Outcome outcome = split(twoDevices());
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(names(out()))
        .containsExactly(
            "manifest.json", "segment-0-a.onnx", "segment-1-a.onnx", "segment-2-b.onnx");
    assertThat(outcome.out())
        .contains("b-lenet-mnist in 3 segments of 2 slices on 2 devices", "segment-2-b.onnx")
        .contains("the plan has no thresholds");
    Manifest manifest = ManifestFile.read(out().resolve("manifest.json"));
    assertThat(manifest.segments())
        .extracting(written -> written.segment().layers().size())
        .containsExactly(8, 2, 7);
    assertThat(manifest.transfers()).extracting(Transfer::bytes).containsExactly(3240L);
    assertThat(names(directory)).containsExactly("out", "plan.json");
  }

  @Test
  void planOfSolversIsSplitWithItsPredictions() throws IOException {
    Path plan = directory.resolve("plan.json");
    Outcome planned =
        CommandLineRunner.run(
            "plan --model %s --catalog %s --solver exact --partitions 3 --format json --out %s",
            MODEL, SIX, plan);
    assertThat(planned.exitCode()).as(planned.err()).isZero();
    assertThat(split(plan, "--catalog " + SIX).exitCode()).isZero();
    Manifest manifest = ManifestFile.read(out().resolve("manifest.json"));
    double sum =
        manifest.segments().stream().mapToDouble(s -> s.computeMs().orElseThrow()).sum()
            + manifest.transfers().stream().mapToDouble(t -> t.predictedMs().orElseThrow()).sum();
    // All of a run up to the final exit: there is neither a source nor a sink.
    assertThat(sum).isCloseTo(manifest.plan().worstCaseLatencyMs().orElseThrow(), within(1e-9));
    assertThat(manifest.plan().solver()).contains("exact");
    assertThat(manifest.plan().catalog()).contains("na2023-six");
  }

  /** Neither the probabilities nor the profiles are in the model file. */
  @Test
  void predictionsAreThoseOfThePlanAtItsProbabilitiesAndProfiles() throws IOException {
    file("times.csv", "layer,ms\n/conv1/Conv,70\n/fc2/Gemm,3\n");
    Path catalog =
        file(
            "c.json",
            "{ \"format\": \"espalier-catalog/1\", \"name\": \"c\", \"devices\": [ { \"name\":"
                + " \"a\", \"gflops\": 1, \"ioMBps\": 100, \"profile\": \"times.csv\" } ],"
                + " \"network\": { \"bandwidthMbps\": 8, \"latencyMs\": 1 } }");
    Path plan = directory.resolve("plan.json");
    Outcome planned =
        CommandLineRunner.run(
            "plan --model %s --catalog %s --exit exit1=0.9 --format json --out %s",
            MODEL, catalog, plan);
    assertThat(planned.exitCode()).as(planned.err()).isZero();
    double expectedMs = Json.parse(Files.readString(plan)).at("/expectedLatencyMs").number();
    assertThat(split(plan, "--catalog " + catalog).exitCode()).isZero();
    Manifest manifest = ManifestFile.read(out().resolve("manifest.json"));
    assertThat(manifest.plan().expectedLatencyMs().orElseThrow())
        .isGreaterThan(70)
        .isCloseTo(expectedMs, within(1e-9));
    // For two samples at once, nothing but the times of layers without a measured one changes.
    assertThat(split(plan, "--dim batch=2 --catalog " + catalog).err())
        .contains(
            "warning: " + plan + " claims expected latency ", " ms; under these options it is");
  }

  @Test
  void predictedTimesAreThoseOfProfiles() throws IOException {
    String layer = Models.read(MODEL).layers().get(0).name();
    file("times.csv", "layer,ms\n%s,1000\n".formatted(layer));
    Path catalog =
        file(
            "catalog.json",
            """
            { "format": "espalier-catalog/1", "name": "one", "network": { "bandwidthMbps": 10, "latencyMs": 0 },
              "devices": [ { "name": "a", "gflops": 1, "ioMBps": 1000, "profile": "times.csv" } ] }
            """);
    Path plan = plan("{\"device\": \"a\", \"from\": 0, \"to\": 17}");
    Outcome outcome = split(plan, "--catalog " + catalog);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    Manifest manifest = ManifestFile.read(out().resolve("manifest.json"));
    assertThat(manifest.segments().get(0).computeMs().orElseThrow()).isBetween(1000.0, 1100.0);
    assertThat(manifest.plan().worstCaseLatencyMs().orElseThrow()).isBetween(1000.0, 1200.0);
  }

  @Test
  void planThatDecidedOnExitsKeepsThresholdsAndCriterion() throws IOException {
    Path plan = directory.resolve("plan.json");
    Outcome planned =
        CommandLineRunner.run(
            "plan --model %s --catalog %s --exits %s --condition clean --min-accuracy 0.98"
                + " --format json --out %s",
            MODEL, SIX, LOG, plan);
    assertThat(planned.exitCode()).as(planned.err()).isZero();
    Outcome outcome = split(plan);
    assertThat(outcome.out().replaceAll("\\s+", " ")).contains("exit1 (confidence", ">= 0.");
    Manifest manifest = ManifestFile.read(out().resolve("manifest.json"));
    SegmentExit exit = manifest.segments().get(0).segment().exit().orElseThrow();
    assertThat(exit.rule().threshold()).isPresent();
    assertThat(exit.probability()).isGreaterThan(0.9);
    assertThat(manifest.plan().fallback()).isPresent();
  }

  @Test
  void exitThatIsNotDeployedEndsNoSegment() throws IOException {
    Path plan =
        file(
            "plan.json",
            """
            { "format": "espalier-plan/1",
              "slices": [ {"device": "a", "from": 0, "to": 12} ],
              "exits": [ {"name": "exit1", "deployed": false, "probability": 0},
                         {"name": "final", "deployed": true, "probability": 1} ] }
            """);
    assertThat(split(plan).exitCode()).isZero();
    Manifest manifest = ManifestFile.read(out().resolve("manifest.json"));
    assertThat(manifest.segments()).hasSize(1);
    Segment only = manifest.segments().get(0).segment();
    assertThat(only.layers()).doesNotContain("/b1_fc/Gemm").contains("/fc2/Gemm");
  }

  @Test
  void planOfBlocksFitsWithoutAnOption() throws IOException {
    Path plan = directory.resolve("plan.json");
    CommandLineRunner.run(
        "plan --model %s --granularity block --catalog %s --format json --out %s",
        MODEL, SIX, plan);
    Outcome outcome = split(plan);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(ManifestFile.read(out().resolve("manifest.json")).model().granularity())
        .isEqualTo("block");
    assertThat(split(plan, "--granularity node").failsWith(ExitCodes.BAD_INPUT))
        .contains("plan.json: /slices/");
  }

  @Test
  void jsonIsTheManifest() throws IOException {
    Outcome outcome = split(twoDevices(), "--format json");
    assertThat(outcome.out()).isEqualTo(Files.readString(out().resolve("manifest.json")));
  }

  @Test
  void earlierSplitIsReplacedAndEqualPlansGiveEqualBytes() throws IOException {
    split(plan("{\"device\": \"other\", \"from\": 0, \"to\": 17}"));
    assertThat(split(twoDevices()).exitCode()).isZero();
    String manifest = Files.readString(out().resolve("manifest.json"));
    assertThat(names(out())).hasSize(4).noneMatch(name -> name.contains("other"));
    split(twoDevices());
    assertThat(Files.readString(out().resolve("manifest.json"))).isEqualTo(manifest);
  }

  @Test
  void filesOfOthersAreNotTouched() throws IOException {
    Files.createDirectory(out());
    Path note = Files.writeString(out().resolve("notes.txt"), "mine");
    assertThat(split(twoDevices()).failsWith(ExitCodes.WRONG_USAGE))
        .startsWith("--out: expected an empty folder, or that of an earlier split, but ")
        .endsWith(" holds \"notes.txt\" and no manifest.json");
    Files.delete(note);
    split(twoDevices());
    Files.writeString(note, "mine");
    assertThat(split(twoDevices()).failsWith(ExitCodes.WRONG_USAGE))
        .contains("holds \"notes.txt\", which is not of an earlier split");
    assertThat(note).hasContent("mine");
    Files.writeString(out().resolve("manifest.json"), "{}");
    assertThat(split(twoDevices()).failsWith(ExitCodes.WRONG_USAGE))
        .contains("its manifest is not that of an earlier split");
  }

  @Test
  void folderThatIsAFileOrHasNoParentIsRefused() throws IOException {
    Files.writeString(out(), "a file");
    assertThat(split(twoDevices()).failsWith(ExitCodes.WRONG_USAGE)).contains("is a file");
    Files.delete(out());
    Outcome outcome =
        CommandLineRunner.run(
            "split --plan %s --model %s --out %s", twoDevices(), MODEL, out().resolve("deeper"));
    assertThat(outcome.failsWith(ExitCodes.FAILED)).endsWith("its folder does not exist");
  }

  @Test
  void layerThatDiffersIsNamedWithItsPosition() throws IOException {
    Path plan =
        plan(
            "{\"device\": \"a\", \"from\": 0, \"to\": 2, \"layers\": [\"/conv1/Conv\", \"pool1\"]},"
                + " {\"device\": \"b\", \"from\": 2, \"to\": 17}");
    assertThat(split(plan).failsWith(ExitCodes.BAD_INPUT))
        .contains("/slices/0/layers/1")
        .endsWith("expected \"/MaxPool\", the layer at position 1 but found \"pool1\"");
    assertThat(out()).doesNotExist();
  }

  @Test
  void planThatDoesNotCoverTheModelIsRefused() throws IOException {
    Path plan = plan("{\"device\": \"a\", \"from\": 0, \"to\": 16}");
    assertThat(split(plan).failsWith(ExitCodes.BAD_INPUT))
        .contains("slices must cover the 17 positions of model \"b-lenet-mnist\" but end at 16");
  }

  @Test
  void onlyOnnxFilesHaveWeights() throws IOException {
    assertThat(
            CommandLineRunner.run(
                    "split --plan %s --model zoo:b-lenet --out %s", twoDevices(), out())
                .failsWith(ExitCodes.WRONG_USAGE))
        .startsWith("--model zoo:b-lenet: expected an ONNX file, as a built-in network has no");
    Path json = file("model.json", "{ \"format\": \"espalier-model/2\" }");
    assertThat(
            CommandLineRunner.run("split --plan %s --model %s --out %s", twoDevices(), json, out())
                .failsWith(ExitCodes.BAD_INPUT))
        .contains("expected an ONNX file but found");
  }

  @Test
  void annotationGoesToAFile() throws IOException {
    Path file = directory.resolve("annotated.onnx");
    Outcome outcome =
        CommandLineRunner.run(
            "split --plan %s --model %s --annotate ir11 --out %s", twoDevices(), MODEL, file);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("2 slices: device, slice and exit of each node are in");
    assertThat(Files.size(file)).isGreaterThan(Files.size(MODEL));
    assertThat(split(twoDevices(), "--annotate colors").failsWith(ExitCodes.WRONG_USAGE))
        .isEqualTo("--annotate must be metadata or ir11 but is \"colors\"");
    Files.createDirectory(out());
    assertThat(split(twoDevices(), "--annotate metadata").failsWith(ExitCodes.WRONG_USAGE))
        .contains("expected a file");
    assertThat(
            CommandLineRunner.run(
                    "split --plan %s --model %s --annotate ir11 --out %s", twoDevices(), file, file)
                .failsWith(ExitCodes.WRONG_USAGE))
        .contains("would overwrite the input file");
  }
}
