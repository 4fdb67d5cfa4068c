package dev.espalier.io.onnx;

import dev.espalier.io.onnx.count.OperationCount;
import dev.espalier.io.onnx.count.Operations;
import dev.espalier.io.onnx.shape.InferredTensors;
import dev.espalier.io.onnx.tensor.Operator;
import dev.espalier.io.onnx.tensor.TensorType;
import dev.espalier.model.TensorSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operations of nodes and sizes of tensors, with a remark where they are not known. */
final class NodeCosts {
  private final OnnxGraph graph;
  private final InferredTensors tensors;
  private final Remarks remarks;
  private final Operations[] operations;
  private final Map<String, Long> assumed;
  private final Map<String, TensorSpec> specs = new HashMap<>();

  NodeCosts(OnnxGraph graph, InferredTensors tensors, Remarks remarks) {
    this.graph = graph;
    this.tensors = tensors;
    this.remarks = remarks;
    operations = new Operations[graph.size()];
    assumed = assumedBytes();
  }

  /** Operations of all these nodes; what is not counted takes none. */
  Operations operations(List<Integer> nodes) {
    Operations sum = Operations.NONE;
    for (int node : nodes) {
      if (operations[node] == null) {
        operations[node] = count(node);
      }
      sum = sum.plus(operations[node]);
    }
    return sum;
  }

  private Operations count(int node) {
    Optional<Operations> counted = OperationCount.of(graph.node(node), tensors);
    if (counted.isEmpty()) {
      remarks.uncounted(OnnxGraph.shown(Operator.key(graph.node(node))));
    }
    return counted.orElse(Operations.NONE);
  }

  /**
   * A tensor that a node or an input of the model produces.
   *
   * @throws dev.espalier.io.InvalidFileException if it has no elements
   */
  TensorSpec spec(String tensor) {
    TensorSpec known = specs.get(tensor);
    if (known == null) {
      known = make(tensor);
      specs.put(tensor, known);
    }
    return known;
  }

  private TensorSpec make(String tensor) {
    TensorType type = tensors.type(tensor).orElse(null);
    if (type == null) {
      remarks.unsized(tensor);
      return TensorSpec.of(tensor, assumed.getOrDefault(tensor, 0L));
    }
    if (type.elements() == 0) {
      throw graph.invalid(
          "the tensor \"%s\" has a dimension of 0, so no elements: %s"
              .formatted(OnnxGraph.shown(tensor), type.shape()));
    }
    return TensorSpec.of(tensor, type.element(), type.shape());
  }

  /** The largest of the inputs of its node, whose sizes may be assumed themselves. */
  private Map<String, Long> assumedBytes() {
    Map<String, Long> assumed = new HashMap<>();
    for (int node : graph.order()) {
      long bytes = 0;
      for (String read : graph.reads(node)) {
        bytes = Math.max(bytes, tensors.bytes(read).orElse(assumed.getOrDefault(read, 0L)));
      }
      for (String output : graph.node(node).getOutputList()) {
        if (tensors.bytes(output).isEmpty()) {
          assumed.put(output, bytes);
        }
      }
    }
    return assumed;
  }
}
