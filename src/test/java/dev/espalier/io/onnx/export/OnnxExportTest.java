package dev.espalier.io.onnx.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.espalier.io.ImportOptions;
import dev.espalier.io.onnx.OnnxImport;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.build.Architecture;
import dev.espalier.model.build.Architecture.Operator;
import dev.espalier.model.build.NetworkBuilder;
import dev.espalier.model.build.Shape;
import dev.espalier.model.build.Window;
import dev.espalier.zoo.Zoo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxExportTest {
  @TempDir private Path folder;

  /** All but the one whose file takes 271 MB. */
  static Stream<String> names() {
    return Stream.concat(Zoo.names().stream(), Stream.of("b-mobilenetv2-10"))
        .filter(name -> !name.equals("b-alexnet-imagenet"));
  }

  private ModelProto exported(Architecture network, long seed) throws IOException {
    Path file = folder.resolve("model.onnx");
    OnnxExport.of(network).write(file, seed);
    return ModelProto.parseFrom(Files.readAllBytes(file));
  }

  /** Nothing but the inferences of ONNX Runtime says which shapes the tensors have. */
  @ParameterizedTest
  @MethodSource("names")
  void allTensorsHaveTheShapesAndMagnitudesOfTheNetwork(String name) throws Exception {
    Architecture network = Zoo.architecture(name);
    ModelProto model = exported(network, 7);
    Map<String, TensorInfo> infos = new HashMap<>();
    Map<String, Double> meanSquares = new HashMap<>();
    run(model, network.inputShape(), infos, meanSquares);
    Map<String, String> exits = new HashMap<>();
    network.net().exits().forEach(exit -> exits.put(exit.layer(), exit.name()));
    for (Architecture.Node node : network.nodes()) {
      String tensor = exits.getOrDefault(node.name(), node.name());
      assertThat(infos.get(tensor).getShape()).as(tensor).isEqualTo(extents(node.output()));
      assertThat(meanSquares.get(tensor)).as(tensor).isBetween(1e-3, 1e3);
    }
    assertThat(model.getGraph().getOutputList())
        .extracting(ValueInfoProto::getName)
        .containsExactlyElementsOf(network.net().exits().stream().map(Exit::name).toList());
  }

  /** Its numbers are the bytes of the file, again and again. */
  @ParameterizedTest
  @ValueSource(ints = {1, 100, 783, 784, 785, 5000})
  void fileOfAnySizeFillsTheInput(int bytes) throws Exception {
    Architecture network = Zoo.architecture("b-lenet");
    Path file = folder.resolve("file.onnx");
    OnnxExport.readingFiles(network, bytes).write(file, 7);
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file));
    assertThat(model.getGraph().getInputList())
        .extracting(ValueInfoProto::getName)
        .containsExactly("file");
    ModelProto withInput =
        model.toBuilder()
            .setGraph(
                model.getGraph().toBuilder()
                    .addOutput(ValueInfoProto.newBuilder().setName(network.input())))
            .build();
    ByteBuffer picture = ByteBuffer.allocateDirect(bytes);
    for (int i = 0; i < bytes; i++) {
      picture.put(i, (byte) (3 * i + 200));
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(withInput.toByteArray());
        OnnxTensor tensor =
            OnnxTensor.createTensor(
                environment, picture, new long[] {1, bytes}, OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of("file", tensor))) {
      OnnxTensor input = (OnnxTensor) result.get(network.input()).orElseThrow();
      assertThat(input.getInfo().getShape()).isEqualTo(extents(network.inputShape()));
      FloatBuffer values = input.getFloatBuffer();
      for (int i = 0; i < values.remaining(); i++) {
        assertThat(values.get(i)).as("element %d", i).isEqualTo(picture.get(i % bytes) & 0xff);
      }
    }
    BranchyNet net = OnnxImport.read(file, ImportOptions.defaults()).net();
    assertThat(net.inputs().get(0).sentBytes()).isEqualTo(bytes);
    assertThat(net.exits()).extracting(Exit::name).containsExactly("exit1", "final");
    assertThat(net.layers()).hasSize(4 + network.net().layers().size());
  }

  private static long[] extents(Shape shape) {
    return shape instanceof Shape.Grid grid
        ? new long[] {1, grid.channels(), grid.height(), grid.width()}
        : new long[] {1, shape.elements()};
  }

  private static void run(
      ModelProto model, Shape input, Map<String, TensorInfo> infos, Map<String, Double> squares)
      throws OrtException {
    GraphProto.Builder graph = model.getGraph().toBuilder().clearValueInfo().clearOutput();
    for (NodeProto node : model.getGraph().getNodeList()) {
      graph.addOutput(ValueInfoProto.newBuilder().setName(node.getOutput(0)));
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session =
            environment.createSession(model.toBuilder().setGraph(graph).build().toByteArray());
        OnnxTensor sample = OnnxTensor.createTensor(environment, sample(input), extents(input));
        OrtSession.Result result = session.run(Map.of("image", sample))) {
      for (Map.Entry<String, OnnxValue> value : result) {
        OnnxTensor tensor = (OnnxTensor) value.getValue();
        infos.put(value.getKey(), tensor.getInfo());
        squares.put(value.getKey(), meanSquare(tensor.getFloatBuffer()));
      }
    }
  }

  private static FloatBuffer sample(Shape shape) {
    SplittableRandom random = new SplittableRandom(3);
    FloatBuffer sample = FloatBuffer.allocate((int) shape.elements());
    while (sample.hasRemaining()) {
      sample.put((float) random.nextDouble());
    }
    return sample.flip();
  }

  private static double meanSquare(FloatBuffer elements) {
    double sum = 0;
    int count = elements.remaining();
    while (elements.hasRemaining()) {
      double element = elements.get();
      sum += element * element;
    }
    return sum / count;
  }

  /** A batch normalization has four vectors in the file and counts two of them. */
  @ParameterizedTest
  @MethodSource("dev.espalier.zoo.Zoo#names")
  void parametersAreThoseOfTheNetwork(String name) {
    Architecture network = Zoo.architecture(name);
    long counted = 0;
    for (Layer layer : network.net().layers()) {
      counted += layer.op().equals("Block") ? 0 : layer.weightBytes() / Float.BYTES;
    }
    for (Architecture.Node node : network.nodes()) {
      if (node.operator() instanceof Operator.Block block) {
        counted += block.nodes().stream().mapToLong(OnnxExportTest::convolutionWeights).sum();
      }
    }
    GraphForm form = GraphForm.of(network, Optional.empty());
    long folded =
        form.weights().stream()
            .filter(weight -> weight.name().contains(".running_"))
            .mapToLong(Weight::elements)
            .sum();
    long bounds = form.weights().containsAll(NodeForm.RELU6_BOUNDS) ? 2 : 0;
    long inBlocks = name.equals("b-resnet110-chain") ? 2 * 3 * (32 + 64) : 0;
    assertThat(OnnxExport.of(network).parameters()).isEqualTo(counted + inBlocks + folded + bounds);
  }

  /** Convolutions of the down-sampling blocks, with bias; see the block's shapes. */
  private static long convolutionWeights(Architecture.Node node) {
    if (!(node.operator() instanceof Operator.Conv conv)) {
      return 0;
    }
    long channels = conv.convolution().channels();
    long inputs = node.name().endsWith("_conv2") ? channels : channels / 2;
    long kernel = conv.convolution().window().kernel();
    return channels * (inputs * kernel * kernel + 1);
  }

  @Test
  void equalSeedsGiveEqualBytes() throws IOException {
    Architecture network = Zoo.architecture("b-lenet");
    ModelProto first = exported(network, 1);
    assertThat(exported(network, 1)).isEqualTo(first);
    assertThat(exported(network, 2)).isNotEqualTo(first);
    assertThat(first.getOpsetImport(0).getVersion()).isEqualTo(13);
  }

  @Test
  void weightsAreScaledToWhatAFilterReads() throws IOException {
    ModelProto model = exported(Zoo.architecture("b-lenet"), 1);
    TensorProto weight =
        model.getGraph().getInitializerList().stream()
            .filter(tensor -> tensor.getName().equals("conv2.weight"))
            .findFirst()
            .orElseThrow();
    assertThat(weight.getDimsList()).containsExactly(10L, 5L, 5L, 5L);
    double variance =
        meanSquare(
            weight
                .getRawData()
                .asReadOnlyByteBuffer()
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer());
    assertThat(variance).isBetween(0.9 * 2 / 125, 1.1 * 2 / 125);
  }

  @Test
  void layerWithoutOperatorIsRefused() {
    NetworkBuilder net = NetworkBuilder.of("n", "image", Shape.flat(4));
    net.input().custom("odd", "Swish", 1, 1, Shape.flat(4));
    Architecture network = net.exit("final", "odd", 1).architecture();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OnnxExport.of(network))
        .withMessage(
            "layer \"odd\": ONNX needs the operators of which a Swish consists, but only its costs"
                + " are given");
  }

  @Test
  void exitWithTheNameOfAnotherLayerIsRefused() {
    NetworkBuilder net = NetworkBuilder.of("n", "image", Shape.flat(4));
    net.input().gemm("fc", 4).relu("relu");
    Architecture network = net.exit("fc", "relu", 1).architecture();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OnnxExport.of(network))
        .withMessage(
            "exit \"fc\": a graph output needs a name that no other tensor has, but layer \"fc\""
                + " has it");
  }

  @Test
  void weightsBeyondOneFileAreRefused() {
    NetworkBuilder net = NetworkBuilder.of("wide", "image", Shape.flat(30_000));
    net.input().gemm("fc", 30_000);
    Architecture network = net.exit("final", "fc", 1).architecture();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OnnxExport.of(network))
        .withMessageMatching(
            "model \"wide\": one ONNX file holds up to 2 GiB but the weights need 3600\\d+ bytes");
  }

  /** A sum of three and a layer read twice, one of its readers behind an exit. */
  @Test
  void joinsOfManyTensorsRun() throws Exception {
    NetworkBuilder net = NetworkBuilder.of("joins", "image", Shape.of(2, 5, 5));
    var conv = net.input().conv("conv", 2, Window.of(3).padding(1));
    var sum = conv.add("sum", net.input(), conv.relu("relu"));
    var all = sum.concat("all", conv).softmax("soft");
    all.averagePool("pool", Window.of(2).stride(2).roundingUp()).flatten("flat").gemm("fc", 3);
    Architecture network = net.exit("early", "all", 0.5).exit("late", "fc", 0.5).architecture();
    Map<String, TensorInfo> infos = new HashMap<>();
    run(exported(network, 1), network.inputShape(), infos, new HashMap<>());
    assertThat(infos.get("early").getShape()).containsExactly(1, 4, 5, 5);
    assertThat(infos.get("pool").getShape()).containsExactly(1, 4, 3, 3);
    assertThat(infos.get("late").getShape()).containsExactly(1, 3);
  }

  @Test
  void folderThatDoesNotExistIsReported() {
    OnnxExport export = OnnxExport.of(Zoo.architecture("b-lenet"));
    assertThatThrownBy(() -> export.write(folder.resolve("none/model.onnx"), 1))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(List.of(folder.toFile().list())).isEmpty();
  }
}
