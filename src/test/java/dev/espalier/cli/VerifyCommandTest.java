package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import dev.espalier.exit.Criterion;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.io.csv.ExitLogFile;
import dev.espalier.io.onnx.export.OnnxExport;
import dev.espalier.segment.StoredFile;
import dev.espalier.testing.HandSplit;
import dev.espalier.testing.Reference;
import dev.espalier.zoo.Zoo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyCommandTest {
  private static final int SAMPLES = 1000;

  @TempDir private Path folder;

  private Path model() throws IOException {
    Path model = folder.resolve("model.onnx");
    if (Files.notExists(model)) {
      OnnxExport.of(Zoo.architecture("b-lenet")).write(model, 5);
    }
    return model;
  }

  private Path manifest(List<String> exits, Map<String, Double> thresholds) throws Exception {
    return new HandSplit(model(), 1, 1, 28, 28).write(folder, exits, List.of(4, 11), thresholds);
  }

  private Path manifest() throws Exception {
    return manifest(List.of("exit1", "final"), Map.of());
  }

  private static Outcome verify(String options, Object... arguments) {
    return CommandLineRunner.run("verify " + options, arguments);
  }

  @Test
  void segmentsComputeTheSameBits() throws Exception {
    Outcome outcome = verify("--manifest %s --samples 4", manifest());
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCodes.DONE);
    assertThat(outcome.out())
        .startsWith(
            "model: 4 segments in 3 slices compute the same as the whole model for 4 samples")
        .contains("not optimized, 1 thread; all bits must be equal");
    Json result = verify("--manifest %s --format json", manifest()).json();
    assertThat(result.at("/format").string()).isEqualTo("espalier-verification/1");
    assertThat(result.at("/exits").items())
        .allMatch(exit -> exit.at("/identicalSamples").number() == 3)
        .hasSize(2);
  }

  @Test
  void droppedExitIsNotCompared() throws Exception {
    Json result =
        verify("--manifest %s --format json", manifest(List.of("final"), Map.of())).json();
    assertThat(result.at("/exits").items()).hasSize(1);
  }

  @Test
  void optimizedSegmentsStayWithinTheTolerance() throws Exception {
    Outcome outcome = verify("--manifest %s --optimize --threads 2", manifest());
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCodes.DONE);
    assertThat(outcome.out()).contains("optimized, 2 threads; tolerance: 1e-05 of the range");
  }

  /** Changes one weight of the segment that has it; the manifest lists the changed file. */
  private Path withChangedWeight(String name, float value) throws Exception {
    Path manifest = manifest();
    for (int n = 0; n < 4; n++) {
      Path file = folder.resolve("segment-" + n + ".onnx");
      ModelProto.Builder part = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
      GraphProto.Builder graph = part.getGraphBuilder();
      for (TensorProto.Builder weight : graph.getInitializerBuilderList()) {
        if (weight.getName().equals(name)) {
          ByteBuffer data = ByteBuffer.wrap(weight.getRawData().toByteArray());
          data.order(ByteOrder.LITTLE_ENDIAN).putFloat(0, value);
          weight.setRawData(ByteString.copyFrom(data.array()));
          String before = HandSplit.stored(file).sha256();
          Files.write(file, part.build().toByteArray());
          String text = Files.readString(manifest);
          Files.writeString(manifest, text.replace(before, HandSplit.stored(file).sha256()));
        }
      }
    }
    return manifest;
  }

  /** The first exit is computed before the change and the final one behind it. */
  @Test
  void firstTensorThatDiffersIsNamed() throws Exception {
    Path manifest = withChangedWeight("conv2.bias", 3);
    Outcome outcome = verify("--manifest %s", manifest);
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(outcome.out()).contains("differ from the whole model", "different");
    assertThat(outcome.error())
        .startsWith(
            "the segments differ from the whole model: the first tensor that does is \"conv2\","
                + " produced by segment 2 on d1, by ");
    assertThat(outcome.error()).endsWith("for sample 0");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("."));
    }
  }

  @Test
  void smallDifferenceIsOneWithoutOptimizationAlone() throws Exception {
    Path manifest = withChangedWeight("fc2.bias", 1e-3f);
    assertThat(verify("--manifest %s", manifest).exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(verify("--manifest %s --tolerance 0.5", manifest).exitCode())
        .isEqualTo(ExitCodes.DONE);
    assertThat(verify("--manifest %s --tolerance 0.5", manifest).out())
        .contains("within the tolerance");
  }

  @ParameterizedTest
  @ValueSource(strings = {"segment-1.onnx", "model.onnx"})
  void changedFileIsNamed(String name) throws Exception {
    Path manifest = manifest();
    byte[] bytes = Files.readAllBytes(folder.resolve(name));
    bytes[bytes.length - 1] ^= 1;
    Files.write(folder.resolve(name), bytes);
    Outcome outcome = verify("--manifest %s", manifest);
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(outcome.error())
        .contains(name + ": is not the file that the manifest lists: expected SHA-256 ");
    Files.write(folder.resolve(name), Arrays.copyOf(bytes, bytes.length - 1));
    assertThat(verify("--manifest %s", manifest).error())
        .contains(
            name
                + ": is not the file that the manifest lists: expected "
                + bytes.length
                + " bytes");
    Files.delete(folder.resolve(name));
    assertThat(verify("--manifest %s", manifest).error()).contains(name);
  }

  @Test
  void fileThatIsNoModelIsRefused() throws Exception {
    Path manifest = manifest();
    Path file = folder.resolve("segment-0.onnx");
    String text = Files.readString(manifest);
    String before = HandSplit.stored(file).sha256();
    long size = Files.size(file);
    Files.write(file, new byte[(int) size]);
    Files.writeString(manifest, text.replace(before, HandSplit.stored(file).sha256()));
    Outcome outcome = verify("--manifest %s", manifest);
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(outcome.error()).contains("segment-0.onnx: cannot be loaded: ");
  }

  @Test
  void segmentsThatTradedPlacesAreRefused() throws Exception {
    Path manifest = manifest();
    Path one = folder.resolve("segment-1.onnx");
    Path two = folder.resolve("segment-2.onnx");
    String text = Files.readString(manifest);
    StoredFile first = HandSplit.stored(one);
    StoredFile second = HandSplit.stored(two);
    Files.writeString(
        manifest,
        text.replace(first.sha256(), "#")
            .replace(second.sha256(), first.sha256())
            .replace("#", second.sha256())
            .replaceAll("\"bytes\" ?: " + first.bytes() + "\\b", "#")
            .replaceAll("\"bytes\" ?: " + second.bytes() + "\\b", "\"bytes\": " + first.bytes())
            .replace("#", "\"bytes\": " + second.bytes()));
    byte[] bytes = Files.readAllBytes(one);
    Files.write(one, Files.readAllBytes(two));
    Files.write(two, bytes);
    Outcome outcome = verify("--manifest %s", manifest);
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(outcome.error()).contains("segment-1.onnx: expected the inputs ");
  }

  /** Nothing in the model reads it, so no segment does, but the runtime demands it of the whole. */
  @Test
  void inputThatIsNeverReadNeedsNoSamples() throws Exception {
    Path model = model();
    ModelProto.Builder changed = ModelProto.parseFrom(Files.readAllBytes(model)).toBuilder();
    changed.getGraphBuilder().addInput(changed.getGraph().getInput(0).toBuilder().setName("never"));
    Path manifest = manifest();
    String before = HandSplit.stored(model).sha256();
    long size = Files.size(model);
    Files.write(model, changed.build().toByteArray());
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replace(before, HandSplit.stored(model).sha256())
            .replaceAll("\"bytes\" ?: " + size + "\\b", "\"bytes\": " + Files.size(model)));
    Outcome outcome = verify("--manifest %s", manifest);
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCodes.DONE);
  }

  @Test
  void resultReplacesNoInput() throws Exception {
    Path manifest = manifest();
    for (String name : List.of("segment-1.onnx", "manifest.json", "model.onnx")) {
      Outcome outcome = verify("--manifest %s --out %s", manifest, folder.resolve(name));
      assertThat(outcome.exitCode()).as(name).isEqualTo(ExitCodes.WRONG_USAGE);
      assertThat(outcome.error()).contains("would overwrite the input file", name);
    }
    Path samples = npy("two.npy", "<f4", "(2, 1, 28, 28)", 2 * 28 * 28 * 4);
    assertThat(
            verify("--manifest %s --inputs image=%s --out %s", manifest, samples, samples).error())
        .contains("would overwrite the input file", "two.npy");
  }

  private Path npy(String name, String descr, String shape, int bytes) throws IOException {
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n".formatted(descr, shape);
    ByteBuffer file = ByteBuffer.allocate(10 + header.length() + bytes);
    file.order(ByteOrder.LITTLE_ENDIAN).put((byte) 0x93);
    file.put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0);
    file.putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
    Path path = folder.resolve(name);
    Files.write(path, file.array());
    return path;
  }

  @Test
  void samplesThatDoNotFitAreRefused() throws Exception {
    Path manifest = manifest();
    Path wrongShape = npy("shape.npy", "<f4", "(2, 28, 27)", 2 * 28 * 27 * 4);
    assertThat(verify("--manifest %s --inputs %s", manifest, wrongShape).error())
        .endsWith(
            "shape.npy: expected samples of shape [1, 1, 28, 28] for input \"image\", one behind"
                + " another, but found shape [2, 28, 27]");
    Path wrongType = npy("type.npy", "<i8", "(2, 28, 28)", 2 * 28 * 28 * 8);
    Outcome outcome = verify("--manifest %s --inputs image=%s", manifest, wrongType);
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(outcome.error())
        .endsWith("type.npy: expected float32 elements for input \"image\" but found int64");
    Path fitting = npy("two.npy", "<f4", "(2, 1, 28, 28)", 2 * 28 * 28 * 4);
    assertThat(
            verify("--manifest %s --inputs %s --format json", manifest, fitting)
                .json()
                .at("/samples")
                .number())
        .isEqualTo(2);
    assertThat(verify("--manifest %s --inputs %s --inputs %s", manifest, fitting, fitting).error())
        .isEqualTo("--inputs: input \"image\" has two files; expected one");
    assertThat(
            verify(
                    "--manifest %s --inputs %s --labels %s",
                    manifest, fitting, npy("labels.npy", "|u1", "(1,)", 1))
                .error())
        .endsWith("labels.npy: expected a label for each of 2 samples but found 1");
    assertThat(
            verify(
                    "--manifest %s --inputs %s --labels %s",
                    manifest, fitting, npy("pictures.npy", "|u1", "(2, 28, 28)", 2 * 28 * 28))
                .error())
        .endsWith("pictures.npy: expected one label a sample but found shape [2, 28, 28]");
    Outcome random = verify("--manifest %s --labels %s", manifest, fitting);
    assertThat(random.exitCode()).isEqualTo(ExitCodes.WRONG_USAGE);
    assertThat(random.error()).isEqualTo("--labels needs --inputs: random samples have no classes");
  }

  @Test
  void optionsOutOfRangeAreWrongUsage() throws Exception {
    Path manifest = manifest();
    for (String option :
        List.of("--samples 0", "--threads 0", "--threads 1025", "--tolerance -1")) {
      Outcome outcome = verify("--manifest %s " + option, manifest);
      assertThat(outcome.exitCode()).as(option).isEqualTo(ExitCodes.WRONG_USAGE);
      assertThat(outcome.error()).as(option).contains(option.split(" ")[0].substring(2));
    }
  }

  @Test
  void modelThatIsNotThereIsReported() throws Exception {
    Path manifest = manifest();
    Files.move(folder.resolve("model.onnx"), folder.resolve("moved.onnx"));
    assertThat(verify("--manifest %s", manifest).error())
        .endsWith(
            "the whole model model.onnx lies neither beside it nor in the working folder; name it"
                + " by --model");
    assertThat(
            verify("--manifest %s --model %s", manifest, folder.resolve("moved.onnx")).exitCode())
        .isEqualTo(ExitCodes.DONE);
  }

  /** The log was measured by the framework that trained the network. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.8, 0.95, 0.999})
  void trainedNetworkLeavesAsItsLogSays(double threshold) throws Exception {
    Path images = Reference.trainedLenet("test-images-1000.idx3-ubyte");
    Path labels = Reference.trainedLenet("test-labels-1000.idx1-ubyte");
    Path trained = Reference.trainedLenet("b-lenet-mnist.onnx");
    ExitLog log =
        ExitLogFile.read(Reference.trainedLenet("b-lenet-mnist.log.csv"), Criterion.CONFIDENCE)
            .get("clean");
    Path manifest =
        new HandSplit(trained, 1, 1, 28, 28)
            .write(folder, List.of("exit1", "final"), List.of(5), Map.of("exit1", threshold));
    Json result =
        verify(
                "--manifest %s --model %s --inputs %s --labels %s --format json",
                manifest, trained, images, labels)
            .json();
    List<Integer> early =
        result.at("/early/exits/0/samples").items().stream().map(sample -> sample.whole()).toList();
    List<Integer> expected =
        IntStream.range(0, SAMPLES)
            .filter(i -> log.value(0, i) >= threshold)
            .boxed()
            .collect(Collectors.toList());
    assertThat(early).isEqualTo(expected);
    long correct =
        IntStream.range(0, SAMPLES)
            .filter(i -> log.isCorrect(expected.contains(i) ? 0 : 1, i))
            .count();
    assertThat(result.at("/early/correct").number()).isEqualTo(correct);
    assertThat(result.at("/early/deviating").number()).isZero();
    assertThat(result.at("/confirmed").flag()).isTrue();
  }
}
