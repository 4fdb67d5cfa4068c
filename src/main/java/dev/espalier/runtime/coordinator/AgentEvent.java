package dev.espalier.runtime.coordinator;

import dev.espalier.runtime.wire.Frame;

/** Something that an agent sent, or that became of its connection. */
sealed interface AgentEvent {
  /** The connection it came over. */
  AgentLink link();

  /**
   * A frame has arrived.
   *
   * @param frame the frame; whoever takes the event closes it
   * @param arrivedNs when it had arrived, by {@code System.nanoTime}
   */
  record Arrived(AgentLink link, Frame frame, long arrivedNs) implements AgentEvent {}

  /**
   * The connection has ended.
   *
   * @param reason why
   */
  record Lost(AgentLink link, String reason) implements AgentEvent {}

  /** An agent that was lost can be used again: its connection is open. */
  record Joined(AgentLink link) implements AgentEvent {}
}
