package dev.espalier.io.onnx.count;

import dev.espalier.internal.Checks;

/**
 * What a node takes for one run of the graph.
 *
 * @param flops operations as {@link OperationCount} counts them
 * @param multiplyAccumulates multiplications of products and convolutions alone, each with its
 *     addition, as the literature counts them
 */
public record Operations(long flops, long multiplyAccumulates) {
  /** A node that moves data, or none. */
  public static final Operations NONE = new Operations(0, 0);

  /**
   * @throws IllegalArgumentException if a count is negative or above 2^53
   */
  public Operations {
    Checks.count("operations", "flops", flops, 0);
    Checks.count("operations", "multiplyAccumulates", multiplyAccumulates, 0);
  }

  /** Operations that multiply and add nothing up. */
  static Operations plain(long flops) {
    return new Operations(flops, 0);
  }

  /** Products alone. */
  static Operations products(long multiplyAccumulates) {
    return new Operations(multiplyAccumulates, multiplyAccumulates);
  }

  /** These and others. */
  public Operations plus(Operations other) {
    return new Operations(
        Math.addExact(flops, other.flops),
        Math.addExact(multiplyAccumulates, other.multiplyAccumulates));
  }
}
