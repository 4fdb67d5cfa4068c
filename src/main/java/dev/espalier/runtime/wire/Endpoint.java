package dev.espalier.runtime.wire;

import dev.espalier.runtime.wire.auth.Security;

/**
 * How this end of connections proves who it is, and what it accepts.
 *
 * @param security how peers prove who they are
 * @param limits what peers may send
 * @param pool memory for the tensors of received frames
 */
public record Endpoint(Security security, FrameLimits limits, BufferPool pool) {}
