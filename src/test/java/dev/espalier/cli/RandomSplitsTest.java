package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import dev.espalier.io.ImportOptions;
import dev.espalier.io.onnx.OnnxImport;
import dev.espalier.io.onnx.export.OnnxExport;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.testing.Reference;
import dev.espalier.zoo.Zoo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the plan, the segments compute the same bits as the whole network. {@code SplitStudy} of
 * the benchmarks does the same with more plans and larger networks.
 */
class RandomSplitsTest {
  private static final int PLANS = 3;
  private static final int MAX_SLICES = 6;
  private static final int WIDTH = 64;

  @TempDir private Path directory;

  private void splitsComputeTheSame(Path model) throws IOException {
    splitsComputeTheSame(model, "not optimized, 1 thread; all bits must be equal");
  }

  private void splitsComputeTheSame(Path model, String criterion) throws IOException {
    BranchyNet net = OnnxImport.read(model, ImportOptions.defaults()).net();
    for (int seed = 0; seed < PLANS; seed++) {
      Path plan = Files.writeString(directory.resolve("plan.json"), plan(net, seed));
      Path out = directory.resolve("out");
      Outcome split =
          CommandLineRunner.run("split --plan %s --model %s --out %s", plan, model, out);
      assertThat(split.exitCode()).as("seed %d: %s", seed, split.err()).isEqualTo(ExitCodes.DONE);
      Outcome verified =
          CommandLineRunner.run(
              "verify --manifest %s --model %s --samples 2", out.resolve("manifest.json"), model);
      assertThat(verified.exitCode())
          .as("seed %d: %s%s", seed, verified.err(), verified.out())
          .isEqualTo(ExitCodes.DONE);
      assertThat(verified.out())
          .contains("compute the same as the whole model for 2 samples", criterion);
    }
  }

  /** Two to six slices at random boundaries; side exits are deployed or not, equally often. */
  private static String plan(BranchyNet net, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Exit> kept = new ArrayList<>(net.exits());
    kept.removeIf(exit -> exit != net.finalExit() && random.nextBoolean());
    double probability = 1.0 / kept.size();
    int length =
        Linearization.of(
                net.withExits(kept.stream().map(e -> e.withProbability(probability)).toList()))
            .length();
    TreeSet<Integer> ends = new TreeSet<>(List.of(length));
    int slices = 2 + random.nextInt(MAX_SLICES - 1);
    while (ends.size() < slices) {
      ends.add(1 + random.nextInt(length - 1));
    }
    List<String> cut = new ArrayList<>();
    int from = 0;
    for (int end : ends) {
      cut.add("{\"device\": \"d%d\", \"from\": %d, \"to\": %d}".formatted(cut.size(), from, end));
      from = end;
    }
    List<String> exits = new ArrayList<>();
    for (Exit exit : net.exits()) {
      boolean isDeployed = kept.contains(exit);
      exits.add(
          "{\"name\": \"%s\", \"deployed\": %s, \"probability\": %s}"
              .formatted(exit.name(), isDeployed, isDeployed ? probability : 0));
    }
    return "{\"format\": \"espalier-plan/1\", \"slices\": %s, \"exits\": %s}".formatted(cut, exits);
  }

  /** Three inner tensors of the model become outputs of it, and so side exits. */
  private Path withEarlyOutputs(Path model) throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    List<Layer> layers = OnnxImport.read(model, ImportOptions.defaults()).net().layers();
    ModelProto.Builder copy = ModelProto.parseFrom(Files.readAllBytes(model)).toBuilder();
    GraphProto.Builder graph = copy.getGraphBuilder();
    TypeProto.Tensor type =
        TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE).build();
    for (int third = 0; third < 3; third++) {
      int layer = (third * (layers.size() - 1) + random.nextInt(layers.size() - 1)) / 3;
      graph.addOutput(
          0,
          ValueInfoProto.newBuilder()
              .setName(layers.get(layer).outputs().get(0).name())
              .setType(TypeProto.newBuilder().setTensorType(type)));
    }
    return Files.write(directory.resolve("early.onnx"), copy.build().toByteArray());
  }

  /** Products of random weights, which a processor without kernels for them computes in float32. */
  private Path halfPrecision() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    GraphProto.Builder graph = GraphProto.newBuilder().setName("g").addInput(half("x", 1, WIDTH));
    String last = "x";
    for (int k = 0; k < 8; k++) {
      ByteBuffer bits = ByteBuffer.allocate(2 * WIDTH * WIDTH).order(ByteOrder.LITTLE_ENDIAN);
      while (bits.hasRemaining()) {
        bits.putShort((short) (0x2800 | random.nextInt(0x400) | random.nextInt(2) << 15));
      }
      graph.addInitializer(
          TensorProto.newBuilder()
              .setName("w" + k)
              .setDataType(TensorProto.DataType.FLOAT16_VALUE)
              .addDims(WIDTH)
              .addDims(WIDTH)
              .setRawData(ByteString.copyFrom(bits.flip())));
      graph.addNode(
          NodeProto.newBuilder()
              .setOpType("MatMul")
              .addInput(last)
              .addInput("w" + k)
              .addOutput("y" + k));
      last = "y" + k;
    }
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
            .setGraph(graph.addOutput(half(last, 1, WIDTH)))
            .build();
    return Files.write(directory.resolve("half.onnx"), model.toByteArray());
  }

  private static ValueInfoProto half(String name, long... shape) {
    TypeProto.Tensor.Builder type =
        TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT16_VALUE);
    for (long extent : shape) {
      type.getShapeBuilder().addDimBuilder().setDimValue(extent);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  @Test
  void halfPrecisionMayBeRoundedWhereASegmentEnds() throws IOException {
    splitsComputeTheSame(halfPrecision(), "not optimized, 1 thread; tolerance: 2e-02");
  }

  @Test
  void trainedNetwork() throws IOException {
    splitsComputeTheSame(Path.of("src/examples/b-lenet-mnist/b-lenet-mnist.onnx"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"b-alexnet", "b-mobilenetv2-3", "b-resnet110"})
  void builtInNetworks(String name) throws IOException {
    Path model = directory.resolve("model.onnx");
    OnnxExport.of(Zoo.architecture(name)).write(model, 1);
    splitsComputeTheSame(model);
  }

  @ParameterizedTest
  @ValueSource(strings = {"inception_v1", "shufflenet", "squeezenet"})
  void realArchitecturesWithEarlyOutputs(String name) throws IOException {
    splitsComputeTheSame(withEarlyOutputs(Reference.lightModel(name)));
  }
}
