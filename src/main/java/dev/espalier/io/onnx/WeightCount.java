package dev.espalier.io.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.espalier.io.onnx.file.Weights;
import dev.espalier.io.onnx.shape.InferredTensors;
import dev.espalier.io.onnx.tensor.InnerWeights;
import dev.espalier.io.onnx.tensor.Operator;
import dev.espalier.io.onnx.tensor.TensorType;
import dev.espalier.model.ElementType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Counts weights as they are stored: constants that a network reads, directly or through constant
 * computations such as the dequantization of an int8 tensor, and those stored in the graphs inside
 * control flow, of all branches.
 *
 * <p>Of a batch normalization scale and shift count: the running statistics are folded into them,
 * and are no parameters in the literature. Settings of operators do not count: scalars, and whole
 * numbers such as shapes and axes.
 */
final class WeightCount {
  /** Shapes, axes and pads have at most a few entries for each axis. */
  private static final int MAX_SETTINGS = 16;

  private static final int BATCH_NORM_PARAMETERS = 3; // input, scale and shift

  private static final Set<String> GENERATORS = Set.of("ConstantOfShape", "Range", "EyeLike");

  private final OnnxGraph graph;
  private final NodeKinds kinds;
  private final InferredTensors tensors;
  private final Weights weights;
  private final Map<String, List<Weight>> known = new HashMap<>();

  /** All weights that were counted, each once. */
  private final Map<String, Weight> counted = new LinkedHashMap<>();

  /** A stored tensor. */
  record Weight(String name, long bytes, long elements) {}

  WeightCount(OnnxGraph graph, NodeKinds kinds, InferredTensors tensors, Weights weights) {
    this.graph = graph;
    this.kinds = kinds;
    this.tensors = tensors;
    this.weights = weights;
  }

  /** Bytes of the weights that nodes read, each weight once. */
  long bytes(List<Integer> nodes) {
    Map<String, Weight> read = new HashMap<>();
    for (int node : nodes) {
      for (String tensor : parameters(node)) {
        if (kinds.isConstant(tensor)) {
          for (Weight weight : known.computeIfAbsent(tensor, this::stored)) {
            read.put(weight.name(), weight);
          }
        }
      }
      addInner(node, read);
    }
    counted.putAll(read);
    return read.values().stream().mapToLong(Weight::bytes).sum();
  }

  private void addInner(int node, Map<String, Weight> read) {
    int number = 0;
    for (TensorProto tensor : InnerWeights.of(graph.node(node))) {
      number++;
      boolean isSetting =
          TensorType.element(tensor.getDataType())
              .map(element -> isSetting(new TensorType(element, tensor.getDimsList())))
              .orElse(false);
      if (!isText(tensor) && !isSetting) {
        String name = "node %d, inner tensor %d".formatted(node, number);
        read.put(name, new Weight(name, weights.byteCount(tensor), product(tensor.getDimsList())));
      }
    }
  }

  /** Number of elements of all weights counted so far, each weight once. */
  long elements() {
    return counted.values().stream().mapToLong(Weight::elements).sum();
  }

  private List<String> parameters(int node) {
    NodeProto proto = graph.node(node);
    return Operator.key(proto).equals("BatchNormalization")
            && proto.getInputCount() > BATCH_NORM_PARAMETERS
        ? proto.getInputList().subList(0, BATCH_NORM_PARAMETERS)
        : graph.reads(node);
  }

  /** The stored tensors that a constant is computed from. */
  private List<Weight> stored(String constant) {
    List<Weight> found = new ArrayList<>();
    Set<String> seen = new HashSet<>(Set.of(constant));
    Deque<String> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      String tensor = open.pop();
      int producer = graph.producer(tensor);
      if (producer == OnnxGraph.NO_NODE || isGenerator(producer)) {
        weight(tensor, producer).ifPresent(found::add);
      } else if (!NodeKinds.readsShape(graph.node(producer))) {
        graph.reads(producer).stream().filter(seen::add).forEach(open::push);
      }
    }
    return found;
  }

  private boolean isGenerator(int node) {
    return graph.reads(node).isEmpty() || GENERATORS.contains(Operator.key(graph.node(node)));
  }

  private Optional<Weight> weight(String tensor, int producer) {
    TensorType type = tensors.type(tensor).orElse(null);
    if (type != null && isSetting(type)) {
      return Optional.empty();
    }
    SparseTensorProto sparse = graph.sparseInitializer(tensor);
    if (sparse != null) {
      return Optional.of(
          new Weight(
              tensor,
              weights.byteCount(sparse.getValues()) + weights.byteCount(sparse.getIndices()),
              product(sparse.getValues().getDimsList())));
    }
    TensorProto dense = graph.initializer(tensor);
    if (producer == OnnxGraph.NO_NODE && dense != null && type == null) {
      return isText(dense)
          ? Optional.empty()
          : Optional.of(new Weight(tensor, weights.byteCount(dense), product(dense.getDimsList())));
    }
    return type == null
        ? Optional.empty()
        : Optional.of(new Weight(tensor, type.bytes(), type.elements()));
  }

  private static boolean isText(TensorProto tensor) {
    return tensor.getDataType() == TensorProto.DataType.STRING_VALUE;
  }

  private static boolean isSetting(TensorType type) {
    return type.rank() == 0
        || type.rank() == 1
            && type.element() == ElementType.INT64
            && type.elements() <= MAX_SETTINGS;
  }

  private static long product(List<Long> extents) {
    return extents.stream().reduce(1L, Math::multiplyExact);
  }
}
