package dev.espalier.runtime.agent;

import dev.espalier.runtime.wire.Endpoint;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * How an agent is set up.
 *
 * @param address where it listens; port 0 takes a free one
 * @param endpoint how peers prove who they are, what they may send, and the memory for it
 * @param folder existing folder for the files of segments
 * @param storeBytes maximum size of the files of a deployment, bytes
 * @param meters folder of the system's energy meters, {@code /sys}
 */
public record AgentOptions(
    InetSocketAddress address, Endpoint endpoint, Path folder, long storeBytes, Path meters) {}
