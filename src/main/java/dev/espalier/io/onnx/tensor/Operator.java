package dev.espalier.io.onnx.tensor;

import ai.onnx.proto.OnnxMl.NodeProto;

/** How tables and messages call the operator of a node, and the node. */
public final class Operator {
  private static final String ONNX = "ai.onnx";

  private Operator() {}

  /** The operator's name; for one that is not of ONNX itself, {@code domain:name}. */
  public static String key(NodeProto node) {
    String domain = domain(node);
    return domain.isEmpty() ? node.getOpType() : domain + ":" + node.getOpType();
  }

  /** The domain of the operator; empty for one of ONNX itself. */
  public static String domain(NodeProto node) {
    return node.getDomain().equals(ONNX) ? "" : node.getDomain();
  }

  /** {@code node "conv1" (Conv)}; a node without a name is called by its first output. */
  public static String label(NodeProto node) {
    if (!node.getName().isEmpty()) {
      return "node \"%s\" (%s)".formatted(node.getName(), key(node));
    }
    String output = node.getOutputCount() == 0 ? "" : node.getOutput(0);
    return "node of \"%s\" (%s)".formatted(output, key(node));
  }
}
