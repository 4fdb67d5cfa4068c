package dev.espalier.io.onnx.tensor;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.List;

/** Finds the tensors that are stored in the graphs inside a node: the branches of an If, say. */
public final class InnerWeights {
  private InnerWeights() {}

  /** Initializers and values of constants, at any depth; none of the node itself. */
  public static List<TensorProto> of(NodeProto node) {
    List<TensorProto> found = new ArrayList<>();
    collect(node, found);
    return found;
  }

  private static void collect(NodeProto node, List<TensorProto> found) {
    for (AttributeProto attribute : node.getAttributeList()) {
      if (attribute.hasG()) {
        collect(attribute.getG(), found);
      }
      attribute.getGraphsList().forEach(graph -> collect(graph, found));
    }
  }

  private static void collect(GraphProto graph, List<TensorProto> found) {
    found.addAll(graph.getInitializerList());
    graph.getSparseInitializerList().forEach(sparse -> found.add(sparse.getValues()));
    for (NodeProto node : graph.getNodeList()) {
      if (node.getOpType().equals("Constant")) {
        node.getAttributeList().stream()
            .filter(AttributeProto::hasT)
            .forEach(value -> found.add(value.getT()));
      }
      collect(node, found);
    }
  }
}
