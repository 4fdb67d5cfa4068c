package dev.espalier.runtime.standin;

import java.util.OptionalDouble;

/** The devices that agents imitate: how long these would take for segments. */
@FunctionalInterface
public interface StandIn {
  /** Agents are the devices themselves. */
  StandIn NONE = (device, segment) -> OptionalDouble.empty();

  /**
   * Time that a device takes for a segment, ms; empty where that is not known or nothing is
   * imitated.
   */
  OptionalDouble computeMs(String device, int segment);
}
