package dev.espalier.io.onnx.split;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** The tensors that a node reads, those that the bodies of If, Loop and Scan capture included. */
final class NodeReads {
  private NodeReads() {}

  /** Names in order, each once. */
  static Set<String> of(NodeProto node) {
    Set<String> reads = new LinkedHashSet<>(node.getInputList());
    reads.remove(""); // an optional input that is not given
    for (AttributeProto attribute : node.getAttributeList()) {
      if (attribute.hasG()) {
        reads.addAll(captured(attribute.getG()));
      }
      attribute.getGraphsList().forEach(body -> reads.addAll(captured(body)));
    }
    return reads;
  }

  private static Set<String> captured(GraphProto body) {
    Set<String> own = new HashSet<>();
    body.getInputList().forEach(input -> own.add(input.getName()));
    body.getInitializerList().forEach(tensor -> own.add(tensor.getName()));
    body.getSparseInitializerList().forEach(tensor -> own.add(tensor.getValues().getName()));
    body.getNodeList().forEach(node -> own.addAll(node.getOutputList()));
    Set<String> reads = new LinkedHashSet<>();
    body.getNodeList().forEach(node -> reads.addAll(of(node)));
    // A body may return a tensor of the outer graph as it is.
    body.getOutputList().forEach(output -> reads.add(output.getName()));
    reads.removeAll(own);
    return reads;
  }
}
