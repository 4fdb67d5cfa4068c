package dev.espalier.model;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One layer of a network: a node of its graph, producing one tensor that carries the layer's name.
 *
 * @param name unique within the network
 * @param op operator, such as {@code Conv} (information only: costs come from the numbers)
 * @param inputs names of the layers whose outputs it reads, or of the model input; each once
 * @param flops multiply-accumulates and other operations of one inference
 * @param weightBytes size of its parameters, bytes
 * @param outputBytes size of the tensor it produces, bytes
 */
public record Layer(
    String name, String op, List<String> inputs, long flops, long weightBytes, long outputBytes) {

  /**
   * @throws IllegalArgumentException if a name is blank, a number negative or above 2^53, or the
   *     inputs are empty or repeat a name
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
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < inputs.size(); i++) {
      Checks.name(subject, "inputs/" + i, inputs.get(i));
      if (!seen.add(inputs.get(i))) {
        throw new InvalidFieldException(
            "inputs/" + i,
            "%s: input \"%s\" is listed twice; list each tensor once"
                .formatted(subject, inputs.get(i)));
      }
    }
    Checks.count(subject, "flops", flops, 0);
    Checks.count(subject, "weightBytes", weightBytes, 0);
    Checks.count(subject, "outputBytes", outputBytes, 0);
  }
}
