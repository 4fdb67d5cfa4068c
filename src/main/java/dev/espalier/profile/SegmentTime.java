package dev.espalier.profile;

import dev.espalier.internal.Checks;

/**
 * Measured time of consecutive layers that ran as one file. A runtime fuses layers and has to be
 * called once, so that it differs from the sum of their times.
 *
 * @param from name of the first layer
 * @param to name of the last layer
 * @param time the time of a call
 */
public record SegmentTime(String from, String to, Timing time) {

  /**
   * @throws IllegalArgumentException if a name is blank
   */
  public SegmentTime {
    Checks.name("segment", "from", from);
    Checks.name("segment", "to", to);
  }
}
