package dev.espalier.io.onnx.tensor;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The tensors that a node reads: its inputs, and what the bodies of If, Loop and Scan capture. */
public final class NodeReads {
  private NodeReads() {}

  /** Names of the tensors, each once, in the order of their first use. */
  public static List<String> of(NodeProto node) {
    Set<String> reads = new LinkedHashSet<>();
    collect(node, Set.of(), reads);
    return new ArrayList<>(reads);
  }

  private static void collect(NodeProto node, Set<String> defined, Set<String> reads) {
    for (String input : node.getInputList()) {
      if (!input.isEmpty() && !defined.contains(input)) {
        reads.add(input);
      }
    }
    for (AttributeProto attribute : node.getAttributeList()) {
      if (attribute.hasG()) {
        collect(attribute.getG(), defined, reads);
      }
      attribute.getGraphsList().forEach(graph -> collect(graph, defined, reads));
    }
  }

  private static void collect(GraphProto graph, Set<String> outer, Set<String> reads) {
    Set<String> defined = new HashSet<>(outer);
    graph.getInputList().forEach(input -> defined.add(input.getName()));
    graph.getInitializerList().forEach(tensor -> defined.add(tensor.getName()));
    graph.getSparseInitializerList().forEach(tensor -> defined.add(tensor.getValues().getName()));
    graph.getNodeList().forEach(node -> defined.addAll(node.getOutputList()));
    graph.getNodeList().forEach(node -> collect(node, defined, reads));
    graph
        .getOutputList()
        .forEach(
            output -> {
              if (!defined.contains(output.getName())) {
                reads.add(output.getName());
              }
            });
  }
}
