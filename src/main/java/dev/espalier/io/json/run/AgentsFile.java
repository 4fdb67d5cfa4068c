package dev.espalier.io.json.run;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.study.run.AgentAddress;
import dev.espalier.study.run.AgentAddress.HostPort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads where the agents of devices listen, {@code espalier-agents/1}. */
public final class AgentsFile {
  private static final String FORMAT = "espalier-agents/1";
  private static final String ADDRESS = "address";
  private static final String PEER_ADDRESS = "peerAddress";

  private final Map<String, String> devicesByAddress = new HashMap<>();
  private final Map<String, String> devicesByPeerAddress = new HashMap<>();
  private final List<AgentAddress> agents = new ArrayList<>();

  private AgentsFile() {}

  /**
   * Reads the agents in the order of the file.
   *
   * @throws InvalidFileException if the file cannot be read, a field is unknown, missing or of a
   *     wrong type, or two agents have the same device or address
   */
  public static List<AgentAddress> read(Path path) {
    return agents(JsonSource.read(path));
  }

  /**
   * Reads the agents from the text of a file.
   *
   * @param name name of the text in messages
   * @throws InvalidFileException if it is not valid
   */
  public static List<AgentAddress> parse(String text, String name) {
    return agents(JsonSource.parse(text, name));
  }

  private static List<AgentAddress> agents(JsonValue root) {
    root.checkFormat(FORMAT);
    root.allowing("format", "agents");
    JsonValue list = root.field("agents");
    if (list.items().isEmpty()) {
      throw list.expected("at least one agent");
    }
    AgentsFile file = new AgentsFile();
    list.items().forEach(file::add);
    return List.copyOf(file.agents);
  }

  private void add(JsonValue json) {
    json.allowing("device", ADDRESS, PEER_ADDRESS);
    JsonValue name = json.field("device");
    String device = name.name("device");
    if (agents.stream().anyMatch(agent -> agent.device().equals(device))) {
      throw name.invalid("device \"%s\" is listed twice; expected it once".formatted(device));
    }
    HostPort address = hostPort(json.field(ADDRESS));
    checkNew(devicesByAddress, json.field(ADDRESS), address, device);
    Optional<JsonValue> peer = json.optional(PEER_ADDRESS);
    HostPort peerAddress = peer.map(AgentsFile::hostPort).orElse(address);
    checkNew(devicesByPeerAddress, peer.orElse(json.field(ADDRESS)), peerAddress, device);
    agents.add(new AgentAddress(device, address, peerAddress));
  }

  private static HostPort hostPort(JsonValue json) {
    try {
      return HostPort.parse(json.text());
    } catch (InvalidFieldException e) {
      throw json.invalid(e.getMessage());
    }
  }

  private static void checkNew(
      Map<String, String> devices, JsonValue json, HostPort address, String device) {
    String other = devices.put(address.toString(), device);
    if (other != null) {
      throw json.invalid(
          "address %s is that of device \"%s\", too; expected one agent at an address"
              .formatted(address, other));
    }
  }
}
