package dev.espalier.io.onnx.shape;

import dev.espalier.io.onnx.tensor.TensorType;
import java.util.List;

/** What an operator makes of the types of its inputs. */
@FunctionalInterface
interface ShapeRule {
  /**
   * The types of the outputs, in order; outputs at the end that are left out, or all of them, are
   * unknown.
   *
   * @param in the node and its inputs, whose types are all known
   * @throws IllegalArgumentException if the inputs or attributes do not fit the operator; the
   *     message need not name the node
   */
  List<TensorType> infer(Operands in);
}
