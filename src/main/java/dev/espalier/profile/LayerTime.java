package dev.espalier.profile;

import dev.espalier.internal.Checks;
import java.util.Optional;

/**
 * Measured time of a layer.
 *
 * @param name name of the layer
 * @param op its operator, such as {@code Conv}; empty if unknown
 * @param time the time
 * @param work what it computes and moves; empty if unknown
 */
public record LayerTime(String name, Optional<String> op, Timing time, Optional<LayerWork> work) {

  /**
   * @throws IllegalArgumentException if a name is blank
   */
  public LayerTime {
    Checks.name("layer", "name", name);
    op.ifPresent(label -> Checks.name(Checks.quoted("layer", name), "op", label));
  }

  /** A layer of which nothing but the time is available. */
  public static LayerTime of(String name, Timing time) {
    return new LayerTime(name, Optional.empty(), time, Optional.empty());
  }
}
