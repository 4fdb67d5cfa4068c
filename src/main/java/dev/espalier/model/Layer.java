package dev.espalier.model;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import java.util.List;
import java.util.Optional;

/**
 * One layer of a network: a node of its graph, or several that run together.
 *
 * @param name unique within the network
 * @param op operator, such as {@code Conv} (information only: costs come from the numbers)
 * @param inputs names of the tensors that it reads, outputs of layers or model inputs; each once
 * @param flops multiply-accumulates and other operations of one inference
 * @param weightBytes size of its parameters, bytes
 * @param outputs the tensors that it produces
 * @param block what happens inside it, if it stands for several layers
 */
public record Layer(
    String name,
    String op,
    List<String> inputs,
    long flops,
    long weightBytes,
    List<TensorSpec> outputs,
    Optional<Block> block) {

  /**
   * @throws IllegalArgumentException if a name is blank, a number negative or above 2^53, there is
   *     no input or no output, or an input is listed twice
   */
  public Layer {
    Checks.name("layer", "name", name);
    String subject = Checks.quoted("layer", name);
    Checks.name(subject, "op", op);
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty()) {
      throw new InvalidFieldException(
          "inputs", subject + ": inputs must name at least one layer or the model input");
    }
    Checks.distinctTensors(subject, "inputs", inputs);
    Checks.count(subject, "flops", flops, 0);
    Checks.count(subject, "weightBytes", weightBytes, 0);
    outputs = List.copyOf(outputs);
    Checks.notEmpty(subject, "outputs", outputs);
  }

  /**
   * A layer that is one node.
   *
   * @throws IllegalArgumentException as the canonical constructor
   */
  public Layer(
      String name,
      String op,
      List<String> inputs,
      long flops,
      long weightBytes,
      List<TensorSpec> outputs) {
    this(name, op, inputs, flops, weightBytes, outputs, Optional.empty());
  }

  /**
   * A layer with a single output, which carries the layer's name.
   *
   * @throws IllegalArgumentException if a name is blank, a number negative or above 2^53, there is
   *     no input, or an input is listed twice
   */
  public Layer(
      String name, String op, List<String> inputs, long flops, long weightBytes, long outputBytes) {
    this(name, op, inputs, flops, weightBytes, List.of(output(name, outputBytes)));
  }

  private static TensorSpec output(String layer, long bytes) {
    Checks.name("layer", "name", layer);
    Checks.count(Checks.quoted("layer", layer), "outputBytes", bytes, 0);
    return TensorSpec.of(layer, bytes);
  }

  /** This layer, standing for several. */
  public Layer withBlock(Block inside) {
    return new Layer(name, op, inputs, flops, weightBytes, outputs, Optional.of(inside));
  }

  /** Size of all tensors that it produces, bytes. */
  public long outputBytes() {
    return outputs.size() == 1
        ? outputs.get(0).bytes()
        : outputs.stream().mapToLong(TensorSpec::bytes).sum();
  }
}
