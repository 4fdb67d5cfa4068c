package dev.espalier.runtime.placement;

import dev.espalier.study.run.Stage;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds other devices for the segments of a plan. */
@FunctionalInterface
public interface Replacement {
  /** There are no other devices. */
  Replacement NONE = failed -> Optional.empty();

  /**
   * A plan of the same segments without some devices.
   *
   * @param failed names of the devices that must not be used
   * @return the segments of each device, in order; empty if there is no such plan
   */
  Optional<List<Stage>> without(Set<String> failed);
}
