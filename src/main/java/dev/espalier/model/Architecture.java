package dev.espalier.model;

import java.util.List;

/**
 * A network with the operators that its layers were counted from: what a runnable form of it is
 * written from. {@link NetworkBuilder#architecture} makes it.
 *
 * @param net the network
 * @param input name of its input
 * @param inputShape shape of its input, without the batch axis
 * @param nodes its layers, in the order of {@code net}, each after those that it reads
 */
public record Architecture(BranchyNet net, String input, Shape inputShape, List<Node> nodes) {

  /** Copies the list. */
  public Architecture {
    nodes = List.copyOf(nodes);
  }

  /**
   * A layer.
   *
   * @param name its name and that of the tensor it produces
   * @param operator what it computes
   * @param inputs names of the tensors it reads, in order
   * @param output shape of the tensor it produces, without the batch axis
   */
  public record Node(String name, Operator operator, List<String> inputs, Shape output) {
    /** Copies the list. */
    public Node {
      inputs = List.copyOf(inputs);
    }
  }
}
