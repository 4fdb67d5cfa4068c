package dev.espalier.runtime.agent;

import dev.espalier.runtime.wire.Frame;

/**
 * A sample or an answer that has arrived.
 *
 * @param frame the frame; its memory is held until it is closed
 * @param arrivedNs when it had arrived completely, by {@code System.nanoTime}
 * @param passedOn confirms to the sender that the sample was passed on
 */
record Message(Frame frame, long arrivedNs, Runnable passedOn) {}
