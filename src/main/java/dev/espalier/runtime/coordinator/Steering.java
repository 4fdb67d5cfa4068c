package dev.espalier.runtime.coordinator;

import dev.espalier.io.json.control.LinkBody;
import dev.espalier.runtime.wire.FrameKind;
import dev.espalier.study.run.Hop;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides, while a run goes on, where its samples go. It receives what is measured, and may name
 * another way at any time. All of it happens in the thread that runs the coordinator; times are in
 * ms since the run began.
 */
public interface Steering {
  /** Samples go where the manifest says, and agents that fail are replaced. */
  Steering NONE = new Steering() {};

  /** The devices that may be used; empty if only those of the plan are. */
  default Set<String> devices() {
    return Set.of();
  }

  /** Whether every device loads every segment before the first sample, and keeps it loaded. */
  default boolean isPreloaded() {
    return false;
  }

  /** What the agent of a device imitates when it is connected to; empty for what was deployed. */
  default Optional<LinkBody.Imitation> imitation(String device) {
    return Optional.empty();
  }

  /** The first sample that is measured is sent now; those before it only warmed up. */
  default void measuring(double atMs) {}

  /** Samples go another way from now on. */
  default void moved(Route to, MoveTimes times) {}

  /**
   * When samples began to go another way.
   *
   * @param begunMs when the move began: segments were sent and loaded from then on
   * @param atMs when the first sample could go the other way
   * @param pauseMs how long no sample could be sent before, ms
   * @param lost the device whose failure forced the move; empty if the move was decided
   */
  record MoveTimes(double begunMs, double atMs, double pauseMs, Optional<String> lost) {}

  /** A move came to nothing: an agent could not prepare for it, or failed meanwhile. */
  default void refused(Route to, String reason, double atMs) {}

  /** A sample has passed a stage of a way. */
  default void passed(Hop hop, Route route) {}

  /**
   * A link was measured.
   *
   * @param from device from which it was
   */
  default void measured(String from, LinkBody.Found found, double atMs) {}

  /** A device cannot be used any more. */
  default void lost(String device, double atMs) {}

  /** A device can be used, again or for the first time. */
  default void joined(String device, double atMs) {}

  /** Another way for the samples; empty if they go on as they do. */
  default Optional<Route> move(double nowMs) {
    return Optional.empty();
  }

  /**
   * A message to an agent.
   *
   * @param device the device of the agent
   * @param kind what it is
   * @param text its body
   */
  record Order(String device, FrameKind kind, String text) {}

  /** Messages to agents that are due. */
  default List<Order> orders(double nowMs) {
    return List.of();
  }
}
