package dev.espalier.io.onnx.count;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.espalier.io.onnx.shape.InferredTensors;
import dev.espalier.io.onnx.tensor.Operator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the operations of a node. Two numbers come out, because two conventions are in use.
 *
 * <p>{@link Operations#flops} follows {@link dev.espalier.model.build.NetworkBuilder}, and so the
 * tables of Na et al. (2023), for all operators:
 *
 * <ul>
 *   <li>a convolution takes its multiply-accumulates and one addition for each biased output
 *       element, a transposed one likewise; matrix products take m x n x k, whatever their bias
 *   <li>elementwise operators 1 per output element, however many instructions they are, with n
 *       inputs n - 1; poolings and reductions 1 per input element
 *   <li>batch normalization 2 (scale and shift). Normalizations that compute their statistics take
 *       one for each pass over an element: layer, instance and group normalization 7 (sum,
 *       difference, square, sum of squares, division, scale, shift), RMS normalization 4 (square,
 *       sum, division, scale), Lp normalization 3, softmax 3 (exponential, sum, division)
 *   <li>LSTM, GRU and RNN the products of all gates, and the gates themselves elementwise;
 *       attention its two products and the softmax between them
 *   <li>quantized operators as their float forms; converting to or from quantized values 1 per
 *       element
 *   <li>local response normalization and what moves, casts or drops data nothing
 * </ul>
 *
 * <p>{@link Operations#multiplyAccumulates} counts the products of convolutions, matrices, gates
 * and attention only, as papers do ("ResNet-50: 4.1 G").
 */
public final class OperationCount {
  private static final Map<String, CountRule> RULES = rules();

  private OperationCount() {}

  private static Map<String, CountRule> rules() {
    Map<String, CountRule> rules = new HashMap<>();
    MovementCounts.addTo(rules);
    ElementwiseCounts.addTo(rules);
    WindowCounts.addTo(rules);
    MatrixCounts.addTo(rules);
    RecurrentCounts.addTo(rules);
    AttentionCounts.addTo(rules);
    return Map.copyOf(rules);
  }

  /**
   * Operations of a node; empty if its operator is not known (as for If, Loop and Scan) or the type
   * of one of its tensors is not.
   *
   * @throws IllegalArgumentException if there are more than 2^53, or an input is missing
   */
  public static Optional<Operations> of(NodeProto node, InferredTensors tensors) {
    CountRule rule = RULES.get(Operator.key(node));
    CountedNode counted = new CountedNode(node, tensors);
    if (rule == MovementCounts.NOTHING) {
      return Optional.of(Operations.NONE); // whatever the size
    }
    if (rule == null || !counted.isKnown()) {
      return Optional.empty();
    }
    try {
      return Optional.of(rule.count(counted));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(Operator.label(node) + ": " + e.getMessage(), e);
    }
  }
}
