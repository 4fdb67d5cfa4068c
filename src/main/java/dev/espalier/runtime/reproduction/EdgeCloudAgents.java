package dev.espalier.runtime.reproduction;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.io.json.control.LinkShape;
import dev.espalier.reproduction.scene.EdgeCloud;
import dev.espalier.runtime.coordinator.AgentPlace;
import dev.espalier.runtime.coordinator.RunOptionsBuilder;
import dev.espalier.runtime.link.LinkAddress;
import dev.espalier.runtime.standin.LocalAgents;
import dev.espalier.runtime.standin.StandInProgram;
import dev.espalier.runtime.wire.BufferPool;
import dev.espalier.runtime.wire.Endpoint;
import dev.espalier.runtime.wire.FrameLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Two agents of this machine that stand in for edge and cloud.
 *
 * @param agents their processes
 * @param endpoint how this end of the connections to them works
 */
record EdgeCloudAgents(LocalAgents agents, Endpoint endpoint) implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  /** Memory for answers that have arrived. */
  private static final long MEMORY_BYTES = 64L << 20;

  /**
   * Starts them.
   *
   * @param mainClass qualified name of the main class of this program
   * @param folder folder for their token
   * @throws IOException if the token cannot be written
   */
  static EdgeCloudAgents start(String mainClass, Path folder) throws IOException {
    StandInProgram program = StandInProgram.of(mainClass, folder);
    Endpoint endpoint =
        new Endpoint(program.security(), FrameLimits.defaults(), new BufferPool(MEMORY_BYTES));
    List<String> command = program.agent(LOOPBACK, List.of());
    return new EdgeCloudAgents(
        LocalAgents.start(Map.of(EdgeCloud.EDGE, command, EdgeCloud.CLOUD, command)), endpoint);
  }

  List<AgentPlace> places() {
    return agents.processes().entrySet().stream()
        .map(
            agent ->
                new AgentPlace(
                    agent.getKey(),
                    agent.getValue().address(),
                    LinkAddress.text(agent.getValue().address())))
        .toList();
  }

  /** Links as slow as those of a catalog. */
  static RunOptionsBuilder.Links links(DeviceCatalog catalog) {
    return (from, to) -> {
      Link link = catalog.link(from, to);
      return Optional.of(
          new LinkShape(
              OptionalDouble.of(link.bandwidthMbps()), link.latencyMs(), OptionalLong.empty()));
    };
  }

  @Override
  public void close() {
    agents.close();
  }
}
