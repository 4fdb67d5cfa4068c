package dev.espalier.study.fleet;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;

/**
 * A kind of devices that may be bought.
 *
 * @param device what each of them is; copies draw their numbers independently
 * @param cost price of one
 * @param max how many of them a group has at most
 */
public record DeviceKind(VariedDevice device, double cost, int max) {
  /** Maximum number of devices of a kind. */
  public static final int MAX_COUNT = 1000;

  /**
   * @throws IllegalArgumentException if the price is not from 0 to 1e30, or the number not from 1
   *     to 1000
   */
  public DeviceKind {
    String subject = Checks.quoted("kind", device.name());
    Checks.notNegative(subject, "cost", cost);
    if (max < 1 || max > MAX_COUNT) {
      throw new InvalidFieldException(
          "max", "%s: max must be from 1 to %d but is %d".formatted(subject, MAX_COUNT, max));
    }
  }

  /** Its name. */
  public String name() {
    return device.name();
  }

  /**
   * Name of one of its devices.
   *
   * @param index index of the device among those of the kind, from 0
   */
  public String copyName(int index) {
    return name() + "-" + (index + 1);
  }
}
