package dev.espalier.runtime.live;

import dev.espalier.search.online.MovePolicy;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * How a run follows the world.
 *
 * @param devices the devices that have agents
 * @param policy when to move
 * @param probeEvery how often a link is measured that carries no samples
 * @param isPreloaded whether every device loads every segment in advance
 * @param addresses where the other agents reach the agent of a device, {@code HOST:PORT}
 */
public record LiveSettings(
    Set<String> devices,
    MovePolicy policy,
    Duration probeEvery,
    boolean isPreloaded,
    UnaryOperator<String> addresses) {

  /** Copies the set. */
  public LiveSettings {
    devices = Set.copyOf(devices);
  }
}
