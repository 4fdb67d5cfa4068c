package dev.espalier.search.baseline;

import dev.espalier.internal.InvalidFieldException;

/**
 * Two devices by name.
 *
 * @param local runs the beginning of the network: the edge, the mobile device
 * @param remote runs the rest: the cloud, the server
 */
public record DevicePair(String local, String remote) {

  /**
   * @throws InvalidFieldException if both are the same
   */
  public DevicePair {
    if (local.equals(remote)) {
      throw new InvalidFieldException(
          "remote", "local and remote must be two devices but both are \"" + local + "\"");
    }
  }
}
