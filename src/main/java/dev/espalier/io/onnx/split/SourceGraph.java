package dev.espalier.io.onnx.split;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A graph by the names of its tensors: which node produces each, or which weight it is. */
final class SourceGraph {
  private final GraphProto graph;
  private final Map<String, Integer> producers = new HashMap<>();
  private final Map<String, TensorProto> weights = new HashMap<>();
  private final Map<String, SparseTensorProto> sparseWeights = new HashMap<>();
  private final Map<String, ValueInfoProto> values = new HashMap<>();

  SourceGraph(GraphProto graph) {
    this.graph = graph;
    for (int n = 0; n < graph.getNodeCount(); n++) {
      for (String output : graph.getNode(n).getOutputList()) {
        producers.put(output, n);
      }
      largeConstant(graph.getNode(n)).ifPresent(tensor -> weights.put(tensor.getName(), tensor));
    }
    graph.getInitializerList().forEach(tensor -> weights.put(tensor.getName(), tensor));
    graph
        .getSparseInitializerList()
        .forEach(tensor -> sparseWeights.put(tensor.getValues().getName(), tensor));
    for (List<ValueInfoProto> listed :
        List.of(graph.getValueInfoList(), graph.getOutputList(), graph.getInputList())) {
      listed.forEach(value -> values.put(value.getName(), value));
    }
  }

  /**
   * The value of a Constant node that was left out when the model was read, under the name by which
   * it is read: it is streamed like any other weight, which the value of a node cannot be.
   */
  private static Optional<TensorProto> largeConstant(NodeProto node) {
    if (!node.getOpType().equals("Constant") || node.getOutputCount() != 1) {
      return Optional.empty();
    }
    return node.getAttributeList().stream()
        .filter(AttributeProto::hasT)
        .map(AttributeProto::getT)
        .filter(tensor -> tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL)
        .map(tensor -> tensor.toBuilder().setName(node.getOutput(0)).build())
        .findFirst();
  }

  GraphProto graph() {
    return graph;
  }

  NodeProto node(int index) {
    return graph.getNode(index);
  }

  /** Index of the node that produces a tensor; empty for weights and inputs. */
  Optional<Integer> producer(String tensor) {
    return Optional.ofNullable(producers.get(tensor));
  }

  /** The weight of that name. */
  Optional<TensorProto> weight(String tensor) {
    return Optional.ofNullable(weights.get(tensor));
  }

  /** The sparse weight of that name. */
  Optional<SparseTensorProto> sparseWeight(String tensor) {
    return Optional.ofNullable(sparseWeights.get(tensor));
  }

  /** What the graph says of a tensor's type. */
  Optional<ValueInfoProto> value(String tensor) {
    return Optional.ofNullable(values.get(tensor));
  }
}
