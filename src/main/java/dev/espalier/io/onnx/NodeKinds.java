package dev.espalier.io.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.espalier.io.onnx.shape.InferredTensors;
import dev.espalier.io.onnx.tensor.Operator;
import java.util.OptionalLong;
import java.util.Set;

/** Which nodes are constant, lead to an output, or only compute with shapes. */
final class NodeKinds {
  /** A result of shape computation is small: a few extents, not a mask or a table. */
  private static final int MAX_SHAPE_BYTES = 1024;

  private static final Set<String> SHAPE_READERS = Set.of("Shape", "Size");

  private final OnnxGraph graph;
  private final boolean[] constant;
  private final boolean[] live;
  private final boolean[] ofShapes;

  NodeKinds(OnnxGraph graph, InferredTensors tensors) {
    this.graph = graph;
    constant = new boolean[graph.size()];
    live = new boolean[graph.size()];
    ofShapes = new boolean[graph.size()];
    for (int node : graph.order()) {
      constant[node] = graph.reads(node).stream().allMatch(this::isConstant);
      ofShapes[node] = !constant[node] && readsShapes(node) && isSmall(node, tensors);
    }
    for (ValueInfoProto output : graph.outputs()) {
      int node = graph.producer(output.getName());
      live[node] = true;
      ofShapes[node] = false; // an answer is a layer
    }
    for (int i = graph.size() - 1; i >= 0; i--) {
      int node = graph.order()[i];
      for (int reader : graph.readers(node)) {
        live[node] |= live[reader];
      }
    }
  }

  /** Whether a node reads the shape of a tensor, not its values. */
  static boolean readsShape(NodeProto node) {
    return SHAPE_READERS.contains(Operator.key(node));
  }

  private boolean readsShapes(int node) {
    if (readsShape(graph.node(node))) {
      return true;
    }
    for (String read : graph.reads(node)) {
      int producer = graph.producer(read);
      if (!isConstant(read) && (producer == OnnxGraph.NO_NODE || !ofShapes[producer])) {
        return false;
      }
    }
    return true;
  }

  private boolean isSmall(int node, InferredTensors tensors) {
    for (String output : graph.node(node).getOutputList()) {
      OptionalLong bytes = tensors.bytes(output);
      if (!output.isEmpty() && !(bytes.isPresent() && bytes.getAsLong() <= MAX_SHAPE_BYTES)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a tensor is the same for every input: an initializer or computed from such alone. */
  boolean isConstant(String tensor) {
    int producer = graph.producer(tensor);
    return producer == OnnxGraph.NO_NODE
        ? graph.initializer(tensor) != null || graph.sparseInitializer(tensor) != null
        : constant[producer];
  }

  /** Whether a node reads nothing that depends on an input. */
  boolean isConstant(int node) {
    return constant[node];
  }

  /** Whether an output of the graph depends on a node. */
  boolean isLive(int node) {
    return live[node];
  }

  /** Whether a node is part of the network: it depends on an input, and an output on it. */
  boolean computes(int node) {
    return live[node] && !constant[node];
  }

  /** Whether the small results of a node depend on the shapes of tensors alone. */
  boolean isOfShapes(int node) {
    return ofShapes[node];
  }
}
