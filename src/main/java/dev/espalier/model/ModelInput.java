package dev.espalier.model;

import dev.espalier.internal.Checks;

/**
 * The tensor that enters the network.
 *
 * @param name the name by which layers refer to it
 * @param bytes its size, bytes
 */
public record ModelInput(String name, long bytes) {

  /**
   * @throws IllegalArgumentException if the name is blank or the size negative or above 2^53
   */
  public ModelInput {
    Checks.name("model input", "name", name);
    Checks.count(Checks.quoted("model input", name), "bytes", bytes, 0);
  }
}
