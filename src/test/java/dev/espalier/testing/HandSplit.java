package dev.espalier.testing;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.espalier.exit.Criterion;
import dev.espalier.io.json.segment.ManifestFile;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.ElementType;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.model.ModelInput;
import dev.espalier.model.TensorSpec;
import dev.espalier.plan.Slice;
import dev.espalier.segment.ExitRule;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.PlanRecord;
import dev.espalier.segment.PlanRecord.PlannedExit;
import dev.espalier.segment.PlannedModel;
import dev.espalier.segment.Prediction;
import dev.espalier.segment.Segment;
import dev.espalier.segment.Segmentation;
import dev.espalier.segment.StoredFile;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Splits simple ONNX files, independently of what is shipped for it: one float input, all weights
 * initializers, one output for each node.
 */
public final class HandSplit {
  private final Path file;
  private final ModelProto model;
  private final Map<String, List<Long>> shapes = new HashMap<>();

  /** Reads a model and runs it once for its shapes. */
  public HandSplit(Path file, long... inputShape) throws IOException, OrtException {
    this.file = file;
    model = ModelProto.parseFrom(Files.readAllBytes(file));
    shapes.put(input(), Arrays.stream(inputShape).boxed().toList());
    GraphProto.Builder graph = model.getGraph().toBuilder().clearValueInfo().clearOutput();
    for (NodeProto node : model.getGraph().getNodeList()) {
      graph.addOutput(ValueInfoProto.newBuilder().setName(node.getOutput(0)));
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    int elements = (int) Arrays.stream(inputShape).reduce(1, Math::multiplyExact);
    try (OrtSession session =
            environment.createSession(model.toBuilder().setGraph(graph).build().toByteArray());
        OnnxTensor zeros =
            OnnxTensor.createTensor(environment, FloatBuffer.allocate(elements), inputShape);
        OrtSession.Result result = session.run(Map.of(input(), zeros))) {
      for (Map.Entry<String, OnnxValue> value : result) {
        long[] shape = ((OnnxTensor) value.getValue()).getInfo().getShape();
        shapes.put(value.getKey(), Arrays.stream(shape).boxed().toList());
      }
    }
  }

  private String input() {
    return model.getGraph().getInput(0).getName();
  }

  private TensorSpec spec(String tensor) {
    return TensorSpec.of(tensor, ElementType.FLOAT32, shapes.get(tensor));
  }

  /** The network, with these of its outputs as exits, each as probable as the others. */
  public Linearization network(List<String> exits) {
    List<Layer> layers = new ArrayList<>();
    Map<String, String> producer = new HashMap<>();
    for (NodeProto node : model.getGraph().getNodeList()) {
      producer.put(node.getOutput(0), node.getName());
      layers.add(
          new Layer(
              node.getName(),
              node.getOpType(),
              node.getInputList().stream().distinct().filter(shapes::containsKey).toList(),
              1,
              1,
              List.of(spec(node.getOutput(0)))));
    }
    List<String> outputs =
        model.getGraph().getOutputList().stream().map(ValueInfoProto::getName).toList();
    List<Exit> all =
        outputs.stream()
            .map(name -> new Exit(name, producer.get(name), 1.0 / outputs.size()))
            .toList();
    BranchyNet net = new BranchyNet("model", List.of(new ModelInput(spec(input()))), layers, all);
    List<Exit> kept =
        all.stream()
            .filter(exit -> exits.contains(exit.name()))
            .map(exit -> exit.withProbability(1.0 / exits.size()))
            .toList();
    return Linearization.of(net.withExits(kept));
  }

  /**
   * Writes the segments of a plan and its manifest.
   *
   * @param cuts boundaries between slices, which run on devices d0, d1 and so on
   * @param thresholds of exits, by confidence
   * @return the manifest file
   */
  public Path write(
      Path folder, List<String> exits, List<Integer> cuts, Map<String, Double> thresholds)
      throws IOException {
    Linearization line = network(exits);
    List<Slice> slices = new ArrayList<>();
    int from = 0;
    for (int k = 0; k <= cuts.size(); k++) {
      int to = k == cuts.size() ? line.length() : cuts.get(k);
      slices.add(new Slice("d" + k, from, to));
      from = to;
    }
    Segmentation segmentation = Segmentation.of(line, slices);
    List<Manifest.StoredSegment> files = new ArrayList<>();
    for (Segment segment : segmentation.segments()) {
      Path part = folder.resolve("segment-" + files.size() + ".onnx");
      Files.write(part, part(segment).toByteArray());
      files.add(new Manifest.StoredSegment(stored(part), Optional.empty()));
    }
    Map<String, PlannedExit> planned = new HashMap<>();
    thresholds.forEach(
        (exit, threshold) ->
            planned.put(
                exit,
                new PlannedExit(
                    new ExitRule(Optional.of(Criterion.CONFIDENCE), OptionalDouble.of(threshold)),
                    OptionalDouble.empty())));
    Manifest manifest =
        Manifest.of(
            "test",
            new PlannedModel("model", stored(file), "node", Map.of(), List.of()),
            PlanRecord.of(planned),
            segmentation,
            new Prediction(List.of(), List.of()),
            files);
    Path written = folder.resolve("manifest.json");
    Files.writeString(written, ManifestFile.write(manifest));
    return written;
  }

  private ModelProto part(Segment segment) {
    Set<String> layers = new HashSet<>(segment.layers());
    List<NodeProto> nodes =
        model.getGraph().getNodeList().stream()
            .filter(node -> layers.contains(node.getName()))
            .toList();
    Set<String> read =
        nodes.stream().flatMap(node -> node.getInputList().stream()).collect(Collectors.toSet());
    GraphProto.Builder graph = GraphProto.newBuilder().setName("part").addAllNode(nodes);
    for (TensorProto weight : model.getGraph().getInitializerList()) {
      if (read.contains(weight.getName())) {
        graph.addInitializer(weight);
      }
    }
    segment.inputs().forEach(input -> graph.addInput(typed(input.name())));
    segment.outputs().forEach(output -> graph.addOutput(typed(output.name())));
    return model.toBuilder().setGraph(graph).build();
  }

  private ValueInfoProto typed(String tensor) {
    ValueInfoProto.Builder info = ValueInfoProto.newBuilder().setName(tensor);
    var type = info.getTypeBuilder().getTensorTypeBuilder();
    type.setElemType(TensorProto.DataType.FLOAT_VALUE);
    shapes
        .get(tensor)
        .forEach(extent -> type.getShapeBuilder().addDimBuilder().setDimValue(extent));
    return info.build();
  }

  /** A file with its size and checksum. */
  public static StoredFile stored(Path path) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(path);
      String checksum =
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      return new StoredFile(path.getFileName().toString(), checksum, bytes.length);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
