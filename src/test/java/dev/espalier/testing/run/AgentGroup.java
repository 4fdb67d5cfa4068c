package dev.espalier.testing.run;

import dev.espalier.runtime.agent.Agent;
import dev.espalier.runtime.agent.AgentOptions;
import dev.espalier.runtime.coordinator.AgentPlace;
import dev.espalier.runtime.link.LinkAddress;
import dev.espalier.runtime.wire.BufferPool;
import dev.espalier.runtime.wire.Endpoint;
import dev.espalier.runtime.wire.FrameLimits;
import dev.espalier.runtime.wire.auth.Security;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Agents in this process, one a device. */
public final class AgentGroup implements AutoCloseable {
  private static final long STORE_BYTES = 1L << 26;

  private final Map<String, Agent> agents = new LinkedHashMap<>();
  private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();
  private final List<String> log = new CopyOnWriteArrayList<>();

  /** Starts agents with so much memory each. */
  public AgentGroup(Path folder, long memoryBytes, String... devices) throws IOException {
    for (String device : devices) {
      Endpoint endpoint = endpoint(memoryBytes);
      endpoints.put(device, endpoint);
      agents.put(
          device,
          Agent.start(
              new AgentOptions(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                  endpoint,
                  Files.createDirectories(folder.resolve(device)),
                  STORE_BYTES,
                  folder.resolve("no-meters")),
              line -> log.add(device + ": " + line)));
    }
  }

  /** An endpoint for this machine. */
  public static Endpoint endpoint(long memoryBytes) {
    return new Endpoint(Security.open(), FrameLimits.defaults(), new BufferPool(memoryBytes));
  }

  /** Where they are. */
  public List<AgentPlace> places() {
    List<AgentPlace> places = new ArrayList<>();
    agents.forEach(
        (device, agent) ->
            places.add(new AgentPlace(device, agent.address(), LinkAddress.text(agent.address()))));
    return places;
  }

  /** The agent of a device. */
  public Agent agent(String device) {
    return agents.get(device);
  }

  /** What agents hold of the memory for arrivals, bytes. */
  public long leasedBytes() {
    return endpoints.values().stream().mapToLong(each -> each.pool().leasedBytes()).sum();
  }

  /** What they said. */
  public List<String> log() {
    return List.copyOf(log);
  }

  @Override
  public void close() {
    agents.values().forEach(Agent::close);
  }
}
