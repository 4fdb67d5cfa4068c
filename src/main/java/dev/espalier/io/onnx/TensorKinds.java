package dev.espalier.io.onnx;

import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.espalier.io.onnx.tensor.Operator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses values that are no tensors: sequences, maps and optional values have no size that is
 * known, so they cannot cross a cut. Within control flow they do not leave their node.
 */
final class TensorKinds {
  private static final Set<String> SEQUENCE_OPERATORS =
      Set.of(
          "SequenceConstruct",
          "SequenceEmpty",
          "SequenceInsert",
          "SequenceErase",
          "SequenceMap",
          "SplitToSequence",
          "Optional",
          "ai.onnx.ml:ZipMap");

  private TensorKinds() {}

  /**
   * Checks the inputs, outputs and declared values of a graph.
   *
   * @throws dev.espalier.io.InvalidFileException if one is no tensor
   */
  static void check(OnnxGraph graph) {
    check(graph, graph.inputs());
    check(graph, graph.outputs());
    check(graph, graph.declared());
    for (int node = 0; node < graph.size(); node++) {
      if (SEQUENCE_OPERATORS.contains(Operator.key(graph.node(node)))
          && graph.node(node).getOutputCount() > 0) {
        String kind = Operator.key(graph.node(node)).equals("Optional") ? "optional" : "sequence";
        throw unsupported(graph, graph.node(node).getOutput(0), kind + " type");
      }
    }
  }

  private static void check(OnnxGraph graph, List<ValueInfoProto> values) {
    for (ValueInfoProto value : values) {
      TypeProto.ValueCase kind = value.getType().getValueCase();
      if (kind != TypeProto.ValueCase.TENSOR_TYPE && kind != TypeProto.ValueCase.VALUE_NOT_SET) {
        throw unsupported(graph, value.getName(), kind.name().toLowerCase(Locale.ROOT));
      }
    }
  }

  private static RuntimeException unsupported(OnnxGraph graph, String tensor, String kind) {
    return graph.invalid(
        "\"%s\" is of %s; expected a tensor, as nothing else can be sent between devices"
            .formatted(OnnxGraph.shown(tensor), kind.replace('_', ' ')));
  }
}
