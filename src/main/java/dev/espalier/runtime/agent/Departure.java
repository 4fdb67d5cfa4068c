package dev.espalier.runtime.agent;

import dev.espalier.runtime.wire.Frame;

/**
 * A message that is ready to be sent to another stage.
 *
 * @param frame the frame, which holds its memory until the next stage has passed the sample on
 * @param hop time stamps up to now
 * @param passedOn confirms to the previous stage that the sample was passed on
 */
record Departure(Frame frame, StampedHop hop, Runnable passedOn) {}
