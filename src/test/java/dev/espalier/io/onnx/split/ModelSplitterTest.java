package dev.espalier.io.onnx.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.espalier.io.ImportOptions;
import dev.espalier.io.onnx.OnnxImport;
import dev.espalier.io.onnx.OnnxNetwork;
import dev.espalier.io.onnx.file.OnnxFile;
import dev.espalier.model.Linearization;
import dev.espalier.plan.Slice;
import dev.espalier.segment.Manifest.StoredSegment;
import dev.espalier.segment.Segmentation;
import dev.espalier.segment.StoredFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each file has the nodes of its segment, and what they need, as in the source. */
class ModelSplitterTest {
  private static final int WIDTH = 200;
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  @TempDir private Path directory;

  private static NodeProto.Builder node(String op, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(op)
        .setName(output + "_node")
        .addAllInput(Arrays.asList(inputs))
        .addOutput(output);
  }

  private static ValueInfoProto value(String name, Object... extents) {
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT_VALUE);
    for (Object extent : extents) {
      Dimension.Builder dimension = Dimension.newBuilder();
      tensor
          .getShapeBuilder()
          .addDim(
              extent instanceof String symbol
                  ? dimension.setDimParam(symbol)
                  : dimension.setDimValue((Integer) extent));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  /** Random values; those of WIDTH x WIDTH are left out when the model is read. */
  private static TensorProto weight(String name, long... dims) {
    long elements = Arrays.stream(dims).reduce(1, (a, b) -> a * b);
    ByteBuffer values =
        ByteBuffer.allocate((int) elements * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    SplittableRandom random = new SplittableRandom(name.hashCode());
    while (values.hasRemaining()) {
      values.putFloat((float) random.nextDouble());
    }
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(DataType.FLOAT_VALUE)
            .setRawData(ByteString.copyFrom(values.flip()));
    Arrays.stream(dims).forEach(tensor::addDims);
    return tensor.build();
  }

  /**
   * A trunk of products with one weight W, which is scaled by a constant node for the last one; the
   * shortcut from the first product crosses, and an If captures W.
   */
  private static ModelProto.Builder model() {
    AttributeProto two =
        AttributeProto.newBuilder()
            .setName("value")
            .setType(AttributeProto.AttributeType.TENSOR)
            .setT(weight("", 1))
            .build();
    AttributeProto large =
        AttributeProto.newBuilder()
            .setName("value")
            .setType(AttributeProto.AttributeType.TENSOR)
            .setT(weight("", WIDTH, WIDTH))
            .build();
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("main")
            .addInput(value("x", "batch", WIDTH))
            .addNode(node("MatMul", "a", "x", "W"))
            .addNode(node("Relu", "b", "a"))
            .addNode(node("Gemm", "exit", "b", "E"))
            .addNode(node("Constant", "two").addAttribute(two))
            .addNode(node("Mul", "W2", "W", "two"))
            .addNode(node("MatMul", "c", "b", "W2"))
            .addNode(node("Constant", "large").addAttribute(large))
            .addNode(node("MatMul", "d", "c", "large"))
            .addNode(node("Add", "e", "d", "a"))
            .addNode(node("MatMul", "final", "e", "W"))
            .addInitializer(weight("W", WIDTH, WIDTH))
            .addInitializer(weight("E", WIDTH, 10))
            .addInitializer(weight("unused", 5))
            .addOutput(value("exit", "batch", 10))
            .addOutput(value("final", "batch", WIDTH));
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .setProducerName("test")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
        .addMetadataProps(StringStringEntryProto.newBuilder().setKey("author").setValue("me"))
        .setGraph(graph);
  }

  private OnnxNetwork read(ModelProto.Builder model) throws IOException {
    Path file = directory.resolve("source.onnx");
    Files.write(file, model.build().toByteArray());
    return OnnxImport.read(file, ImportOptions.defaults());
  }

  private static Segmentation cut(OnnxNetwork network, int... ends) {
    Linearization line = Linearization.of(network.net());
    List<Slice> slices = new ArrayList<>();
    int from = 0;
    for (int end : ends) {
      slices.add(new Slice("device " + slices.size(), from, end));
      from = end;
    }
    return Segmentation.of(line, slices);
  }

  private List<StoredSegment> split(
      OnnxNetwork network, Segmentation cut, String folder, long limit) throws IOException {
    Path target = Files.createDirectory(directory.resolve(folder));
    return new ModelSplitter(network, cut, () -> false, limit).write(target);
  }

  private List<ModelProto> models(ModelProto.Builder source, int... ends) throws IOException {
    OnnxNetwork network = read(source);
    List<ModelProto> models = new ArrayList<>();
    for (StoredSegment stored : split(network, cut(network, ends), "out", NO_LIMIT)) {
      Path file = directory.resolve("out").resolve(stored.stored().file());
      assertThat(ChecksummedFile.of(file)).isEqualTo(stored.stored());
      models.add(ModelProto.parseFrom(Files.readAllBytes(file)));
    }
    return models;
  }

  private static List<String> operators(ModelProto model) {
    return model.getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
  }

  private static List<String> names(List<ValueInfoProto> values) {
    return values.stream().map(ValueInfoProto::getName).toList();
  }

  private static List<String> weights(ModelProto model) {
    return model.getGraph().getInitializerList().stream().map(TensorProto::getName).toList();
  }

  /** Positions: a, b, exit, c, d, e, final. */
  @Test
  void everySegmentHasItsNodesAndWhatTheyRead() throws IOException {
    List<ModelProto> models = models(model(), 4, 7);
    assertThat(models.stream().map(ModelSplitterTest::operators))
        .containsExactly(
            List.of("MatMul", "Relu", "Gemm"),
            List.of("Constant", "Mul", "MatMul"),
            List.of("MatMul", "Add", "MatMul"));
    assertThat(models.stream().map(ModelSplitterTest::weights))
        .containsExactly(List.of("E", "W"), List.of("W"), List.of("W", "large"));
    assertThat(models.stream().map(model -> names(model.getGraph().getInputList())))
        .containsExactly(List.of("x"), List.of("b"), List.of("c", "a"));
    assertThat(models.stream().map(model -> names(model.getGraph().getOutputList())))
        .containsExactly(List.of("a", "b", "exit"), List.of("c"), List.of("final"));
  }

  @Test
  void weightsAreThoseOfTheSource() throws IOException {
    ModelProto last = models(model(), 4, 7).get(2);
    assertThat(last.getGraph().getInitializer(0)).isEqualTo(weight("W", WIDTH, WIDTH));
    assertThat(last.getGraph().getInitializer(1).getRawData())
        .isEqualTo(weight("", WIDTH, WIDTH).getRawData());
  }

  @Test
  void batchStaysSymbolic() throws IOException {
    ModelProto middle = models(model(), 4, 7).get(1);
    assertThat(middle.getGraph().getInput(0)).isEqualTo(value("b", "batch", WIDTH));
    assertThat(middle.getGraph().getOutput(0)).isEqualTo(value("c", "batch", WIDTH));
  }

  @Test
  void extentThatIsComputedFromTheBatchIsOpen() throws IOException {
    ModelProto.Builder source = model();
    source
        .getGraphBuilder()
        .setNode(1, node("Concat", "b", "a", "a").addAttribute(axis(0)))
        .setNode(8, node("Concat", "e", "d", "a").addAttribute(axis(0)))
        .setOutput(0, value("exit", "n2", 10))
        .setOutput(1, value("final", "n3", WIDTH));
    Dimension extent =
        models(source, 4, 7)
            .get(1)
            .getGraph()
            .getInput(0)
            .getType()
            .getTensorType()
            .getShape()
            .getDim(0);
    assertThat(extent).isEqualTo(Dimension.getDefaultInstance());
  }

  @Test
  void tensorOfUnknownShapeIsDeclaredWithoutOne() throws IOException {
    ModelProto.Builder source = model();
    source
        .getGraphBuilder()
        .setNode(7, node("Unheard", "d", "c").setDomain("org.example"))
        .setOutput(1, value("final", "batch", WIDTH));
    source.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("org.example").setVersion(1));
    TypeProto.Tensor type =
        models(source, 5, 7).get(2).getGraph().getInput(0).getType().getTensorType();
    assertThat(type.getElemType()).isEqualTo(DataType.FLOAT_VALUE);
    assertThat(type.hasShape()).isFalse();
  }

  private static AttributeProto axis(int axis) {
    return AttributeProto.newBuilder()
        .setName("axis")
        .setType(AttributeProto.AttributeType.INT)
        .setI(axis)
        .build();
  }

  @Test
  void versionsAndMetadataAreKeptAndSayWhichSegmentItIs() throws IOException {
    ModelProto first = models(model(), 4, 7).get(0);
    assertThat(first.getIrVersion()).isEqualTo(8);
    assertThat(first.getProducerName()).isEqualTo("test");
    assertThat(first.getOpsetImportList()).isEqualTo(model().getOpsetImportList());
    assertThat(first.getMetadataPropsList())
        .extracting(entry -> entry.getKey() + "=" + entry.getValue())
        .containsExactly(
            "author=me",
            "espalier.segment=0",
            "espalier.device=device 0",
            "espalier.slice=0",
            "espalier.exit=exit");
  }

  @Test
  void weightsOfOldVersionsAreInputsToo() throws IOException {
    ModelProto.Builder source = model().setIrVersion(3);
    source
        .getGraphBuilder()
        .addInput(value("W", WIDTH, WIDTH))
        .addInput(value("E", WIDTH, 10))
        .addInput(value("unused", 5));
    List<ModelProto> models = models(source, 4, 7);
    assertThat(models.get(0).getGraph().getInputList())
        .containsExactly(
            value("x", "batch", WIDTH), value("E", WIDTH, 10), value("W", WIDTH, WIDTH));
    assertThat(names(models.get(2).getGraph().getInputList()))
        .containsExactly("c", "a", "W", "large");
  }

  @Test
  void capturedTensorsOfABodyAreInputsAndWeights() throws IOException {
    GraphProto body =
        GraphProto.newBuilder()
            .setName("body")
            .addNode(node("MatMul", "inner", "e", "W"))
            .addNode(node("Add", "returned", "inner", "a"))
            .addOutput(value("returned", "batch", WIDTH))
            .build();
    ModelProto.Builder source = model();
    source
        .getGraphBuilder()
        .addInput(
            ValueInfoProto.newBuilder()
                .setName("flag")
                .setType(
                    TypeProto.newBuilder()
                        .setTensorType(
                            TypeProto.Tensor.newBuilder()
                                .setElemType(DataType.BOOL_VALUE)
                                .setShape(value("", 1).getType().getTensorType().getShape()))))
        .setNode(
            9,
            node("If", "final", "flag")
                .addAttribute(body("then_branch", body))
                .addAttribute(body("else_branch", body)));
    ModelProto last = models(source, 6, 7).get(2);
    assertThat(operators(last)).containsExactly("If");
    assertThat(names(last.getGraph().getInputList())).containsExactlyInAnyOrder("flag", "e", "a");
    assertThat(weights(last)).containsExactly("W");
  }

  private static AttributeProto body(String name, GraphProto body) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.GRAPH)
        .setG(body)
        .build();
  }

  /** A runtime ignores a wrong declaration within a graph, but refuses inputs that differ. */
  @Test
  void wrongShapeThatTheSourceDeclaresIsNotThatOfASegment() throws IOException {
    ModelProto.Builder source = model();
    source.getGraphBuilder().addValueInfo(value("b", "batch", WIDTH + 1));
    assertThat(
            models(source, 2, 7).stream()
                .flatMap(model -> model.getGraph().getInputList().stream())
                .map(each -> each.getType().getTensorType().getShape().getDim(1).getDimValue()))
        .allMatch(extent -> extent == WIDTH);
  }

  @Test
  void weightsThatDoNotFitLieBesideTheFile() throws IOException {
    OnnxNetwork network = read(model());
    StoredSegment last = split(network, cut(network, 4, 7), "out", 100_000).get(2);
    Path folder = directory.resolve("out");
    StoredFile beside = last.weights().orElseThrow();
    assertThat(beside.file()).isEqualTo("segment-2-device_1.onnx.weights");
    assertThat(ChecksummedFile.of(folder.resolve(beside.file()))).isEqualTo(beside);
    assertThat(last.stored().bytes()).isLessThan(2_000);
    OnnxFile read = OnnxFile.read(folder.resolve(last.stored().file()));
    for (int i = 0; i < 2; i++) {
      ByteArrayOutputStream values = new ByteArrayOutputStream();
      read.weights().copyTo(read.model().getGraph().getInitializer(i), values);
      assertThat(ByteString.copyFrom(values.toByteArray()))
          .isEqualTo(weight(i == 0 ? "W" : "", WIDTH, WIDTH).getRawData());
    }
  }

  @Test
  void equalModelsGiveEqualBytes() throws IOException {
    OnnxNetwork network = read(model());
    assertThat(split(network, cut(network, 2, 5, 7), "one", NO_LIMIT))
        .isEqualTo(split(read(model()), cut(network, 2, 5, 7), "two", NO_LIMIT));
  }

  @Test
  void stoppedSplitEndsBeforeTheNextWeight() throws IOException {
    OnnxNetwork network = read(model());
    AtomicInteger polled = new AtomicInteger();
    Path target = Files.createDirectory(directory.resolve("stopped"));
    ModelSplitter splitter =
        new ModelSplitter(network, cut(network, 4, 7), () -> polled.incrementAndGet() > 3);
    assertThatThrownBy(() -> splitter.write(target))
        .isInstanceOf(SplitInterruptedException.class)
        .hasMessageContaining("nothing is left");
    try (Stream<Path> files = Files.list(target)) {
      assertThat(files.toList()).hasSizeLessThan(3);
    }
  }

  @Test
  void stoppedAnnotationKeepsWhatWasThere() throws IOException {
    OnnxNetwork network = read(model());
    Path file = Files.writeString(directory.resolve("plan.onnx"), "earlier");
    AtomicInteger polls = new AtomicInteger();
    ModelAnnotator annotator =
        new ModelAnnotator(network, cut(network, 4, 7), ModelAnnotator.Annotation.METADATA);
    assertThatThrownBy(() -> annotator.write(file, () -> polls.incrementAndGet() > 1))
        .isInstanceOf(SplitInterruptedException.class);
    assertThat(file).hasContent("earlier");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void annotatedModelSaysWhereEachNodeRuns() throws IOException {
    OnnxNetwork network = read(model());
    Path file = directory.resolve("annotated.onnx");
    new ModelAnnotator(network, cut(network, 4, 7), ModelAnnotator.Annotation.IR11)
        .write(file, () -> false);
    ModelProto annotated = ModelProto.parseFrom(Files.readAllBytes(file));
    assertThat(annotated.getIrVersion()).isEqualTo(11);
    assertThat(annotated.getUnknownFields().hasField(26)).isTrue();
    NodeProto exit = annotated.getGraph().getNode(2);
    assertThat(metadata(exit))
        .containsExactly("espalier.device=device 0", "espalier.slice=0", "espalier.exit=exit");
    assertThat(exit.getUnknownFields().hasField(10)).isTrue();
    assertThat(metadata(annotated.getGraph().getNode(9)))
        .containsExactly("espalier.device=device 1", "espalier.slice=1", "espalier.exit=final");
    assertThat(metadata(annotated.getGraph().getNode(3))).isEmpty(); // a constant
    assertThat(annotated.getGraph().getInitializerList())
        .isEqualTo(model().getGraph().getInitializerList());
    new ModelAnnotator(read(model()), cut(network, 7), ModelAnnotator.Annotation.METADATA)
        .write(file, () -> false);
    assertThat(ModelProto.parseFrom(Files.readAllBytes(file)).getIrVersion()).isEqualTo(10);
  }

  private static List<String> metadata(NodeProto node) {
    return node.getMetadataPropsList().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .toList();
  }
}
