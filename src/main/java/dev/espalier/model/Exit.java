package dev.espalier.model;

import dev.espalier.internal.Checks;
import java.util.List;

/**
 * A place where samples may leave the network.
 *
 * @param name unique within the network
 * @param layer the layer whose output is the answer
 * @param probability probability that a sample leaves here, 0 to 1
 * @param outputs the outputs of the layer that are the answer; empty if all of them are
 */
public record Exit(String name, String layer, double probability, List<String> outputs) {

  /**
   * @throws IllegalArgumentException if a name is blank, the probability is not from 0 to 1, or an
   *     output is listed twice
   */
  public Exit {
    Checks.name("exit", "name", name);
    String subject = Checks.quoted("exit", name);
    Checks.name(subject, "layer", layer);
    Checks.probability(subject, "probability", probability);
    outputs = List.copyOf(outputs);
    Checks.distinctTensors(subject, "outputs", outputs);
  }

  /** An exit whose answer is all that its layer produces. */
  public Exit(String name, String layer, double probability) {
    this(name, layer, probability, List.of());
  }

  /**
   * This exit with another probability.
   *
   * @throws IllegalArgumentException if it is not from 0 to 1
   */
  public Exit withProbability(double newProbability) {
    return new Exit(name, layer, newProbability, outputs);
  }
}
