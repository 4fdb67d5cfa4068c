package dev.espalier.runtime.coordinator;

import java.net.InetSocketAddress;

/**
 * Where the agent of a device is.
 *
 * @param device name of the device
 * @param address where the coordinator connects
 * @param peerAddress where other agents connect, {@code HOST:PORT}
 */
public record AgentPlace(String device, InetSocketAddress address, String peerAddress) {}
