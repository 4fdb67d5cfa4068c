package dev.espalier.io.onnx.count;

/** How the operations of an operator follow from the types of its tensors. */
@FunctionalInterface
interface CountRule {
  /**
   * Counts.
   *
   * @param node a node with tensors of known type
   * @throws IllegalArgumentException if an input is missing or the count above 2^53
   */
  Operations count(CountedNode node);
}
