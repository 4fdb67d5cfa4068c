package dev.espalier.io.onnx.shape;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.espalier.io.onnx.tensor.Operator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The rules by operator. An operator of ONNX itself is listed by its name, one of another domain as
 * {@code domain:name}. A new operator is one line in the family it belongs to.
 */
final class ShapeRules {
  private static final Map<String, ShapeRule> RULES = rules();

  private ShapeRules() {}

  private static Map<String, ShapeRule> rules() {
    Map<String, ShapeRule> rules = new HashMap<>();
    ElementwiseRules.addTo(rules);
    NormalizationRules.addTo(rules);
    WindowRules.addTo(rules);
    MatrixRules.addTo(rules);
    LayoutRules.addTo(rules);
    ReductionRules.addTo(rules);
    SelectionRules.addTo(rules);
    SizingRules.addTo(rules);
    GeneratorRules.addTo(rules);
    RecurrentRules.addTo(rules);
    AttentionRules.addTo(rules);
    return Map.copyOf(rules);
  }

  /** The rule for the operator of a node, empty if there is none. */
  static Optional<ShapeRule> of(NodeProto node) {
    return Optional.ofNullable(RULES.get(Operator.key(node)));
  }
}
