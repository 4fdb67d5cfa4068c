package dev.espalier.plan;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;

/**
 * A run of neighboring positions placed on one device.
 *
 * @param device name of the device
 * @param from first position, 0-based
 * @param to position after the last one
 */
public record Slice(String device, int from, int to) {

  /**
   * @throws IllegalArgumentException if the name is blank, {@code from} is negative or {@code to}
   *     is not above {@code from}
   */
  public Slice {
    Checks.name("slice", "device", device);
    if (from < 0) {
      throw new InvalidFieldException(
          "from", "slice on \"%s\": from must be >= 0 but is %d".formatted(device, from));
    }
    if (to <= from) {
      throw new InvalidFieldException(
          "to",
          "slice on \"%s\": to must be > from (%d) but is %d; slices are [from, to)"
              .formatted(device, from, to));
    }
  }

  /** Number of positions. */
  public int length() {
    return to - from;
  }
}
