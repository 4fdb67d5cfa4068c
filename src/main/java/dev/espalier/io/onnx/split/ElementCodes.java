package dev.espalier.io.onnx.split;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Element types, as numbers of {@code TensorProto.DataType}, of tensors whose shapes depend on data
 * or on operators without a rule. They are what a graph declares, what the operator determines, or
 * else those of the first input of the node, as with most operators. One pass over the nodes.
 */
final class ElementCodes {
  private static final Set<String> INDICES =
      Set.of("Shape", "Size", "NonZero", "ArgMax", "ArgMin", "NonMaxSuppression");
  private static final Set<String> CONDITIONS =
      Set.of(
          "Equal",
          "Greater",
          "GreaterOrEqual",
          "Less",
          "LessOrEqual",
          "And",
          "Or",
          "Not",
          "Xor",
          "IsNaN",
          "IsInf");

  /** Operators whose result has the type of another input than the first one. */
  private static final Map<String, Integer> OTHER_INPUT =
      Map.of("Where", 1, "DequantizeLinear", 1, "QuantizeLinear", 2, "OneHot", 2);

  private final Map<String, Integer> codes = new HashMap<>();

  ElementCodes(GraphProto graph) {
    for (TensorProto weight : graph.getInitializerList()) {
      codes.put(weight.getName(), weight.getDataType());
    }
    for (List<ValueInfoProto> listed :
        List.of(graph.getValueInfoList(), graph.getOutputList(), graph.getInputList())) {
      listed.forEach(value -> put(value.getName(), declared(value)));
    }
    graph.getNodeList().forEach(this::infer);
  }

  private static int declared(ValueInfoProto value) {
    return value.getType().getTensorType().getElemType();
  }

  private void put(String tensor, int code) {
    if (code != DataType.UNDEFINED_VALUE) {
      codes.putIfAbsent(tensor, code);
    }
  }

  private void infer(NodeProto node) {
    for (int i = 0; i < node.getOutputCount(); i++) {
      put(node.getOutput(i), code(node, i));
    }
  }

  private int code(NodeProto node, int output) {
    String op = node.getOpType();
    if (INDICES.contains(op) || op.equals("TopK") && output == 1) {
      return DataType.INT64_VALUE;
    }
    if (CONDITIONS.contains(op) || op.equals("Dropout") && output == 1) {
      return DataType.BOOL_VALUE;
    }
    return attributeCode(node, output).orElseGet(() -> inputCode(node));
  }

  /** What an attribute says: a type to cast to, a value, or the body of If, Loop or Scan. */
  private static Optional<Integer> attributeCode(NodeProto node, int output) {
    for (AttributeProto attribute : node.getAttributeList()) {
      if (attribute.getName().equals("to") || attribute.getName().equals("dtype")) {
        return Optional.of((int) attribute.getI());
      }
      if (attribute.getName().equals("value") && attribute.hasT()) {
        return Optional.of(attribute.getT().getDataType());
      }
      if (attribute.hasG()) {
        // The body of a loop returns its condition first.
        int index = node.getOpType().equals("Loop") ? output + 1 : output;
        GraphProto body = attribute.getG();
        return index < body.getOutputCount()
            ? Optional.of(declared(body.getOutput(index)))
            : Optional.empty();
      }
    }
    return node.getOpType().equals("ConstantOfShape")
        ? Optional.of(DataType.FLOAT_VALUE)
        : Optional.empty();
  }

  private int inputCode(NodeProto node) {
    int other = OTHER_INPUT.getOrDefault(node.getOpType(), 0);
    if (other < node.getInputCount() && codes.containsKey(node.getInput(other))) {
      return codes.get(node.getInput(other));
    }
    if (node.getOpType().equals("QuantizeLinear")) {
      return DataType.UINT8_VALUE;
    }
    return node.getInputList().stream()
        .filter(codes::containsKey)
        .map(codes::get)
        .findFirst()
        .orElse(DataType.UNDEFINED_VALUE);
  }

  /** The element type of a tensor; empty if nothing determines it. */
  Optional<Integer> of(String tensor) {
    return Optional.ofNullable(codes.get(tensor));
  }
}
