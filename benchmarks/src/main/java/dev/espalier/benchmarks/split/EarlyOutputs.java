package dev.espalier.benchmarks.split;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.ElementType;
import dev.espalier.model.TensorSpec;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Makes early-exit networks of plain ones: random inner tensors become outputs of the graph, in
 * front of its own, half of the feature maps through a branch of two layers (pooling and flatten).
 */
final class EarlyOutputs {
  private static final int FEATURE_MAP_RANK = 4;

  private final Path model;
  private final List<TensorSpec> inner;

  /**
   * @param model a model file with all of its weights in it, below 2 GiB
   * @param net the network in it
   */
  EarlyOutputs(Path model, BranchyNet net) throws IOException {
    this.model = model;
    Set<String> outputs = new HashSet<>();
    try (InputStream in = Files.newInputStream(model)) {
      ModelProto.parseFrom(in)
          .getGraph()
          .getOutputList()
          .forEach(output -> outputs.add(output.getName()));
    }
    inner =
        net.layers().stream()
            .flatMap(layer -> layer.outputs().stream())
            .filter(tensor -> tensor.type().equals(Optional.of(ElementType.FLOAT32)))
            .filter(tensor -> !outputs.contains(tensor.name()))
            .toList();
  }

  /** Writes the model with at most this many outputs more. */
  void write(Path target, int count, SplittableRandom random) throws IOException {
    try (InputStream in = Files.newInputStream(model);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
      ModelProto.Builder copy = ModelProto.parseFrom(in).toBuilder();
      GraphProto.Builder graph = copy.getGraphBuilder();
      List<ValueInfoProto> outputs = new ArrayList<>();
      List<TensorSpec> left = new ArrayList<>(inner);
      for (int k = 0; k < count && !left.isEmpty(); k++) {
        outputs.add(output(graph, left.remove(random.nextInt(left.size())), k, random));
      }
      outputs.addAll(graph.getOutputList());
      graph.clearOutput().addAllOutput(outputs);
      copy.build().writeTo(out);
    }
  }

  private static ValueInfoProto output(
      GraphProto.Builder graph, TensorSpec tensor, int number, SplittableRandom random) {
    boolean isMap = tensor.shape().filter(shape -> shape.size() == FEATURE_MAP_RANK).isPresent();
    String name = tensor.name();
    if (isMap && random.nextBoolean()) {
      String pooled = "early_pooled_" + number;
      name = "early_" + number;
      graph.addNode(node("GlobalAveragePool", tensor.name(), pooled));
      graph.addNode(node("Flatten", pooled, name));
    }
    TypeProto.Tensor type =
        TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  private static NodeProto node(String operator, String input, String output) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(output)
        .addInput(input)
        .addOutput(output)
        .build();
  }
}
