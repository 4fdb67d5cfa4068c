package dev.espalier.io.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.io.ImportOptions;
import dev.espalier.io.InvalidFileException;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.model.ModelInput;
import dev.espalier.model.TensorSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes a layer, an exit, a weight. */
class OnnxImportTest {
  private static List<String> layers(OnnxNetwork network) {
    return network.net().layers().stream().map(Layer::name).toList();
  }

  private static Layer layer(OnnxNetwork network, String name) {
    return network.net().layers().stream()
        .filter(layer -> layer.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> outputs(Layer layer) {
    return layer.outputs().stream().map(TensorSpec::name).toList();
  }

  @Test
  void nodesBecomeLayersWithCostsAndEdges() {
    OnnxNetwork network = Graphs.branchy().network();
    assertThat(layers(network))
        .containsExactly(
            "n_c1", "n_r1", "n_p1", "n_f1", "n_exit1", "n_c2", "n_bn", "n_sum", "n_r2", "n_flat",
            "n_last");
    Layer conv = layer(network, "n_c1");
    assertThat(conv)
        .extracting(Layer::op, Layer::inputs, Layer::flops, Layer::weightBytes, Layer::outputBytes)
        .containsExactly("Conv", List.of("x"), 8L * 256 * 28, 4L * (216 + 8), 4L * 8 * 256);
    assertThat(outputs(conv)).containsExactly("c1");
    assertThat(layer(network, "n_sum").inputs()).containsExactly("bn", "r1");
    assertThat(network.net().exits())
        .containsExactly(new Exit("exit1", "n_exit1", 0.5), new Exit("last", "n_last", 0.5));
    assertThat(network.warnings()).isEmpty();
    assertThat(network.notes()).isEmpty();
    assertThat(network.assumedProbabilities())
        .hasValue(
            "equal probabilities are assumed of \"exit1\", \"last\"; --exit TENSOR=P sets one");
  }

  /** Scale and shift of a normalization are two weights per channel, as in the zoo. */
  @Test
  void runningStatisticsAreNoParameters() {
    OnnxNetwork network = Graphs.branchy().network();
    assertThat(layer(network, "n_bn").weightBytes()).isEqualTo(2 * 8 * 4);
    assertThat(network.parameters()).isEqualTo(216 + 8 + 8 * 5 + 8 * 8 * 9 + 2 * 8 + 2048 * 5 + 5);
    assertThat(network.multiplyAccumulates())
        .isEqualTo(256 * 8 * 27 + 40 + 256 * 8 * 72 + 2048 * 5);
  }

  @Test
  void shapeComputationBelongsToTheLayerWhoseShapeItReads() {
    OnnxNetwork network = Graphs.branchy().network();
    Layer producer = layer(network, "n_r2");
    assertThat(outputs(producer)).containsExactly("r2", "target");
    assertThat(network.nodes("n_r2")).containsExactly(8, 9, 10, 11);
    assertThat(layer(network, "n_flat").inputs()).containsExactly("r2", "target");
    assertThat(layer(network, "n_flat").weightBytes()).isZero();
  }

  @Test
  void shapeOfAModelInputBelongsToItsOnlyReader() {
    OnnxNetwork network =
        Graphs.of()
            .input("x", 2, 8)
            .node("Relu", "x", "r")
            .node("Shape", "x", "s")
            .node("Reshape", "r s", "y")
            .output("y")
            .network();
    assertThat(layers(network)).containsExactly("n_r", "n_y");
    assertThat(network.nodes("n_y")).containsExactly(1, 2);
    assertThat(layer(network, "n_y").inputs()).containsExactly("x", "r");
  }

  @Test
  void constantNodesAreWeightsOfTheirReaders() {
    TensorProto quantized =
        TensorProto.newBuilder()
            .setName("q")
            .setDataType(TensorProto.DataType.INT8_VALUE)
            .addDims(8)
            .addDims(4)
            .setRawData(ByteString.copyFrom(new byte[32]))
            .build();
    TensorProto scale =
        TensorProto.newBuilder()
            .setName("scale")
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .addFloatData(1)
            .build();
    OnnxNetwork network =
        Graphs.of()
            .input("x", 2, 8)
            .weight(quantized)
            .weight(scale)
            .node("DequantizeLinear", "q scale", "w")
            .longs("shape", 4)
            .node("ConstantOfShape", "shape", "bias")
            .node("MatMul", "x w", "m")
            .node("Add", "m bias", "y")
            .output("y")
            .network();
    assertThat(layers(network)).containsExactly("n_m", "n_y");
    assertThat(layer(network, "n_m").weightBytes()).isEqualTo(32);
    assertThat(layer(network, "n_y").weightBytes()).isEqualTo(16);
    assertThat(network.parameters()).isEqualTo(36);
    assertThat(network.nodes("n_m")).containsExactly(2);
  }

  @Test
  void weightReadTwiceIsReadByBothAndCountedOnce() {
    OnnxNetwork network =
        Graphs.of()
            .input("x", 2, 8)
            .weight("w", 8, 8)
            .node("MatMul", "x w", "a")
            .node("MatMul", "a w", "y")
            .output("y")
            .network();
    assertThat(network.net().layers()).extracting(Layer::weightBytes).containsExactly(256L, 256L);
    assertThat(network.parameters()).isEqualTo(64);
  }

  @Test
  void unreadOutputsAndNodesAreDropped() {
    OnnxNetwork network =
        Graphs.of()
            .input("x", 2, 8)
            .node("Dropout", "x", "d mask")
            .node("Relu", "d", "unused")
            .node("Sigmoid", "d", "y")
            .output("y")
            .network();
    assertThat(outputs(layer(network, "n_d"))).containsExactly("d");
    assertThat(layers(network)).containsExactly("n_d", "n_y");
    assertThat(network.notes()).singleElement().asString().contains("node \"n_unused\" (Relu)");
  }

  @Test
  void namesAreThoseOfNodesIfTheyAreUniqueElseOfOutputs() {
    Graphs graphs = Graphs.of().input("x", 2, 8).node("Relu", "x", "a").output("y");
    GraphProto graph =
        graphs.graph().toBuilder()
            .addNode(Graphs.proto("Relu", "a", "b").toBuilder().setName("same"))
            .addNode(Graphs.proto("Relu", "b", "c").toBuilder().setName("same"))
            .addNode(Graphs.proto("Relu", "c", "y").toBuilder().clearName())
            .build();
    byte[] file = graphs.model().toBuilder().setGraph(graph).build().toByteArray();
    assertThat(layers(Graphs.network(file, ImportOptions.defaults())))
        .containsExactly("n_a", "b", "c", "y");
  }

  @Test
  void severalInputsAreKept() {
    OnnxNetwork network =
        Graphs.of()
            .input("x", 2, 8)
            .input("y", 2, 8)
            .input("ignored", 1)
            .node("Add", "x y", "z")
            .output("z")
            .network();
    assertThat(network.net().inputs())
        .extracting(ModelInput::name, ModelInput::bytes)
        .containsExactly(tuple("x", 64L), tuple("y", 64L));
  }

  @Test
  void unknownOperatorIsCountedByItsBytesAndNamedInOneWarning() {
    GraphProto graph =
        Graphs.of()
            .input("x", 2, 8)
            .node("Foo", "x", "a")
            .node("Foo", "a", "b")
            .output("y")
            .graph();
    GraphProto whole =
        graph.toBuilder()
            .addNode(Graphs.proto("Bar", "b", "y").toBuilder().setDomain("com.example"))
            .addValueInfo(Graphs.value("a", TensorProto.DataType.FLOAT_VALUE, 2, 16))
            .build();
    byte[] file = Graphs.of().model().toBuilder().setGraph(whole).build().toByteArray();
    OnnxNetwork network = Graphs.network(file, ImportOptions.defaults());
    assertThat(network.net().layers()).extracting(Layer::flops).containsOnly(0L);
    assertThat(network.net().layers())
        .extracting(Layer::outputBytes)
        .containsExactly(128L, 128L, 128L);
    assertThat(network.warnings()).hasSize(2);
    assertThat(network.warnings().get(0)).contains("Foo (2 times)", "com.example:Bar");
    assertThat(network.warnings().get(1)).contains("\"b\", \"y\"");
  }

  /** A branch of an If reads a tensor of the graph around it. */
  @Test
  void capturedTensorsAreInputsOfTheirNode() {
    GraphProto then = Graphs.of().node("Relu", "a", "then_out").output("then_out").graph();
    GraphProto otherwise = Graphs.of().node("Sigmoid", "a", "else_out").output("else_out").graph();
    OnnxNetwork network =
        Graphs.of()
            .input("x", 1, 8)
            .node("Relu", "x", "a")
            .node("ReduceMax", "x", "max")
            .node("Cast", "max", "cond", to(TensorProto.DataType.BOOL_VALUE))
            .node(
                "If",
                "cond",
                "y",
                Graphs.body("then_branch", then),
                Graphs.body("else_branch", otherwise))
            .output("y")
            .network();
    assertThat(layer(network, "n_y").inputs()).containsExactly("cond", "a");
    assertThat(network.warnings()).singleElement().asString().contains("If");
  }

  @Test
  void messageIsOneLineOfReadableLengthWhateverAModelLists() {
    Graphs graph =
        Graphs.of()
            .input("x", 1, 8)
            .longs("shape", new long[3000])
            .node("Reshape", "x shape", "y")
            .output("y");
    assertThatThrownBy(graph::network)
        .isInstanceOf(InvalidFileException.class)
        .hasMessageStartingWith("m.onnx: node \"n_y\" (Reshape): ")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(600).doesNotContain("\n"));
  }

  /** 32 + 64 numbers of 4 bytes in the branches, and axes, which are settings. */
  @Test
  void weightsInsideAControlFlowCountForIt() {
    AttributeProto stored =
        AttributeProto.newBuilder()
            .setName("value")
            .setType(AttributeProto.AttributeType.TENSOR)
            .setT(Graphs.of().weight("", 8, 8).graph().getInitializer(0))
            .build();
    GraphProto then =
        Graphs.of().weight("w", 8, 4).node("MatMul", "x w", "then_out").output("then_out").graph();
    GraphProto otherwise =
        Graphs.of()
            .node("Constant", "", "v", stored)
            .longs("axes", 1)
            .node("MatMul", "x v", "else_out")
            .output("else_out")
            .graph();
    Graphs graph =
        Graphs.of()
            .input("x", 1, 8)
            .node("ReduceMax", "x", "max")
            .node("Cast", "max", "cond", to(TensorProto.DataType.BOOL_VALUE))
            .node(
                "If",
                "cond",
                "y",
                Graphs.body("then_branch", then),
                Graphs.body("else_branch", otherwise))
            .output("y");
    ImportOptions blocks =
        ImportOptions.builder().granularity(ImportOptions.Granularity.BLOCK).build();
    assertThat(layer(graph.network(), "n_y").weightBytes()).isEqualTo((32 + 64) * 4);
    assertThat(graph.network().parameters()).isEqualTo(32 + 64);
    assertThat(graph.network(blocks).parameters()).isEqualTo(32 + 64);
  }

  private static AttributeProto to(int type) {
    return Graphs.axis(type).toBuilder().setName("to").build();
  }

  private static Graphs threeHeads() {
    return Graphs.of()
        .input("x", 2, 8)
        .node("Relu", "x", "t")
        .node("Sigmoid", "t", "a")
        .node("Tanh", "t", "b")
        .node("Exp", "b", "c")
        .output("a", "b", "c");
  }

  @Test
  void finalExitIsTheLastOutputUnlessNamed() {
    assertThat(threeHeads().network().net().exits())
        .extracting(Exit::name)
        .containsExactly("a", "b", "c");
    ImportOptions options =
        ImportOptions.builder()
            .finalExit(List.of("c"))
            .exitProbability("b", 0.5)
            .exitProbability("c", 0.3)
            .build();
    List<Exit> exits = threeHeads().network(options).net().exits();
    assertThat(exits).extracting(Exit::name).containsExactly("a", "b", "c");
    assertThat(exits.get(0).probability()).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void severalOutputsOfTheFinalExitMakeOneLayer() {
    ImportOptions options = ImportOptions.builder().finalExit(List.of("a", "c")).build();
    OnnxNetwork network = threeHeads().network(options);
    assertThat(network.net().finalExit().outputs()).isEmpty();
    assertThat(outputs(layer(network, network.net().finalExit().layer())))
        .containsExactly("a", "c");
    assertThat(network.net().exits()).extracting(Exit::name).containsExactly("b", "c");
  }

  @Test
  void layerOfTheFinalExitIncludesWhatLiesBetweenItsOutputs() {
    ImportOptions options = ImportOptions.builder().finalExit(List.of("t", "c")).build();
    OnnxNetwork network =
        Graphs.of()
            .input("x", 2, 8)
            .node("Relu", "x", "t")
            .node("Tanh", "t", "b")
            .node("Exp", "b", "c")
            .output("t", "c")
            .network(options);
    assertThat(network.net().layers()).hasSize(1);
    assertThat(network.nodes(network.net().finalExit().layer())).containsExactly(0, 1, 2);
  }

  @Test
  void outputBehindTheFinalOneSuggestsTheOption() {
    ImportOptions options = ImportOptions.builder().finalExit(List.of("b")).build();
    assertThatThrownBy(() -> threeHeads().network(options))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContainingAll("m.onnx: ", "\"c\" depends on \"b\"", "--final c");
  }

  @Test
  void lastOutputThatIsNotTheDeepestIsWarnedOf() {
    Graphs graph =
        Graphs.of()
            .input("x", 2, 8)
            .node("Relu", "x", "t")
            .node("Tanh", "t", "aux")
            .node("Exp", "t", "u")
            .node("Neg", "u", "main")
            .output("main", "aux");
    assertThat(graph.network(ImportOptions.defaults()).warnings())
        .containsExactly(
            "\"aux\" is taken as the final exit, as it is the last output, but \"main\" lies deeper"
                + " (layers before it: 2 instead of 1); --final TENSOR sets another");
    for (String last : List.of("main", "aux")) {
      ImportOptions named = ImportOptions.builder().finalExit(List.of(last)).build();
      assertThat(graph.network(named).warnings()).as(last).isEmpty();
    }
  }

  @Test
  void optionsThatNameNoOutputAreWrongUsage() {
    assertThatThrownBy(
            () -> threeHeads().network(ImportOptions.builder().finalExit(List.of("d")).build()))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageContaining("no output \"d\"; expected one of a, b, c");
    assertThatThrownBy(
            () -> threeHeads().network(ImportOptions.builder().exitProbability("d", 1).build()))
        .isInstanceOf(InvalidFieldException.class);
  }

  @Test
  void outputsOfOneNodeMakeOneExit() {
    OnnxNetwork network =
        Graphs.of()
            .input("x", 2, 8)
            .node("Split", "x", "a b", Graphs.axis(1))
            .node("Relu", "b", "y")
            .output("a", "b", "y")
            .network();
    assertThat(network.net().exits()).extracting(Exit::name).containsExactly("a", "y");
    assertThat(network.notes()).anyMatch(note -> note.contains("the outputs a, b"));
  }

  @Test
  void blocksAreRunsThatCarryLessAtTheirEnds() {
    ImportOptions options =
        ImportOptions.builder().granularity(ImportOptions.Granularity.BLOCK).build();
    OnnxNetwork network = Graphs.branchy().network(options);
    assertThat(layers(network))
        .containsExactly("n_c1..n_r1", "n_p1..n_f1", "n_exit1", "n_c2..n_flat", "n_last");
    assertThat(network.nodePositions()).isEqualTo(11);
    Layer block = layer(network, "n_c2..n_flat");
    assertThat(block.op()).isEqualTo("Conv+BatchNormalization+...+Reshape");
    assertThat(block.inputs()).containsExactly("r1");
    BranchyNet single = Graphs.branchy().network().net();
    assertThat(sum(network.net())).containsExactlyElementsOf(sum(single));
    Linearization.of(network.net());
  }

  private static List<Long> sum(BranchyNet net) {
    return List.of(
        net.layers().stream().mapToLong(Layer::flops).sum(),
        net.layers().stream().mapToLong(Layer::weightBytes).sum());
  }
}
