package dev.espalier.model;

import dev.espalier.internal.Checks;

/**
 * A place where samples may leave the network.
 *
 * @param name unique within the network
 * @param layer the layer whose output is the answer
 * @param probability probability that a sample leaves here, 0 to 1
 */
public record Exit(String name, String layer, double probability) {

  /**
   * @throws IllegalArgumentException if a name is blank or the probability is not from 0 to 1
   */
  public Exit {
    Checks.name("exit", "name", name);
    Checks.name(Checks.quoted("exit", name), "layer", layer);
    Checks.probability(Checks.quoted("exit", name), "probability", probability);
  }

  /**
   * This exit with another probability.
   *
   * @throws IllegalArgumentException if it is not from 0 to 1
   */
  public Exit withProbability(double newProbability) {
    return new Exit(name, layer, newProbability);
  }
}
