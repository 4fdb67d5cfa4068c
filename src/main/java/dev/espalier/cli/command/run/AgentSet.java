package dev.espalier.cli.command.run;

import dev.espalier.cli.option.run.FrameOptions;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.NearestName;
import dev.espalier.internal.TemporaryFolder;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.control.LinkShape;
import dev.espalier.io.json.run.AgentsFile;
import dev.espalier.runtime.RuntimeFailedException;
import dev.espalier.runtime.coordinator.AgentPlace;
import dev.espalier.runtime.coordinator.Route;
import dev.espalier.runtime.coordinator.RunOptionsBuilder;
import dev.espalier.runtime.link.LinkAddress;
import dev.espalier.runtime.standin.AgentProcess;
import dev.espalier.runtime.standin.LocalAgents;
import dev.espalier.runtime.standin.NetworkNamespaces;
import dev.espalier.runtime.standin.StandIn;
import dev.espalier.runtime.standin.StandInProgram;
import dev.espalier.runtime.wire.auth.Security;
import dev.espalier.segment.Segment;
import dev.espalier.segment.SegmentFile;
import dev.espalier.study.run.AgentAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The agents of a run, and what they imitate. */
final class AgentSet implements AutoCloseable {
  private final List<AgentPlace> places;
  private final RunOptionsBuilder.Links links;
  private final StandIn standIn;
  private final Security security;
  private final List<AutoCloseable> resources;
  private final Optional<LocalAgents> agents;

  private AgentSet(
      List<AgentPlace> places,
      RunOptionsBuilder.Links links,
      StandIn standIn,
      Security security,
      List<AutoCloseable> resources,
      Optional<LocalAgents> agents) {
    this.agents = agents;
    this.places = places;
    this.links = links;
    this.standIn = standIn;
    this.security = security;
    this.resources = resources;
  }

  /**
   * Agents that run already, on the devices themselves.
   *
   * @throws InvalidFileException if the file cannot be read or lacks a device of the plan
   */
  static AgentSet listed(PlannedRun planned, Path file, Security security) {
    List<AgentPlace> places = new ArrayList<>();
    for (AgentAddress agent : AgentsFile.read(file)) {
      InetSocketAddress address = LinkAddress.parse("agents", agent.address().toString(), false);
      places.add(new AgentPlace(agent.device(), address, agent.peerAddress().toString()));
    }
    for (String device : Route.of(planned.manifest()).devices()) {
      if (places.stream().noneMatch(place -> place.device().equals(device))) {
        throw new InvalidFileException(
            "%s: expected an agent for device \"%s\" of the plan but there is none%s"
                .formatted(
                    file,
                    device,
                    NearestName.hint(device, places.stream().map(AgentPlace::device).toList())));
      }
    }
    return new AgentSet(
        places,
        (from, to) -> Optional.empty(),
        StandIn.NONE,
        security,
        List.of(),
        Optional.empty());
  }

  /**
   * Starts agents on this machine that stand in for the devices of a plan.
   *
   * @param devices names of the devices
   * @param standIn what takes how long on them
   * @param isNetns whether the kernel limits their links
   * @param mainClass qualified name of the main class of this program
   * @throws RuntimeFailedException if one cannot be started
   */
  static AgentSet local(
      PlannedRun planned,
      List<String> devices,
      StandIn standIn,
      boolean isNetns,
      FrameOptions frames,
      String mainClass) {
    DeviceCatalog catalog = planned.catalog().orElseThrow();
    List<AutoCloseable> resources = new ArrayList<>();
    try {
      TemporaryFolder folder = TemporaryFolder.create();
      resources.add(folder);
      StandInProgram program = StandInProgram.of(mainClass, folder.path());
      Optional<NetworkNamespaces> namespaces =
          isNetns ? Optional.of(namespaces(devices, catalog)) : Optional.empty();
      namespaces.ifPresent(resources::add);
      LocalAgents agents =
          LocalAgents.start(commands(program, devices, namespaces, frames.arguments()));
      resources.add(0, agents);
      List<AgentPlace> places = new ArrayList<>();
      agents.processes().forEach((device, process) -> places.add(place(device, process)));
      return new AgentSet(
          places,
          links(catalog, isNetns),
          standIn,
          program.security(),
          resources,
          Optional.of(agents));
    } catch (IOException e) {
      RuntimeFailedException failed =
          new RuntimeFailedException("cannot write temporary files: " + e.getMessage());
      closeAfter(failed, resources);
      throw failed;
    } catch (RuntimeException e) {
      closeAfter(e, resources);
      throw e;
    }
  }

  private static AgentPlace place(String device, AgentProcess process) {
    return new AgentPlace(device, process.address(), LinkAddress.text(process.address()));
  }

  private static NetworkNamespaces namespaces(List<String> devices, DeviceCatalog catalog) {
    NetworkNamespaces.missing()
        .ifPresent(
            what -> {
              throw new InvalidFieldException("netns", "--netns: " + what);
            });
    List<Link> links = new ArrayList<>();
    for (String from : devices) {
      for (String to : devices) {
        if (!from.equals(to)) {
          links.add(catalog.link(from, to));
        }
      }
    }
    return NetworkNamespaces.create(devices, links);
  }

  private static Map<String, List<String>> commands(
      StandInProgram program,
      List<String> devices,
      Optional<NetworkNamespaces> namespaces,
      List<String> options) {
    Map<String, List<String>> commands = new LinkedHashMap<>();
    for (String device : devices) {
      String host = namespaces.map(each -> each.address(device)).orElse("127.0.0.1");
      List<String> command = program.agent(host, options);
      commands.put(device, namespaces.map(each -> each.command(device, command)).orElse(command));
    }
    return commands;
  }

  private static RunOptionsBuilder.Links links(DeviceCatalog catalog, boolean isNetns) {
    return (from, to) -> {
      Link link = catalog.link(from, to);
      return Optional.of(
          new LinkShape(
              OptionalDouble.of(link.bandwidthMbps()),
              link.latencyMs(),
              isNetns
                  ? OptionalLong.of(NetworkNamespaces.burstBytes(link))
                  : OptionalLong.empty()));
    };
  }

  /** The times of the manifest. */
  static StandIn standIn(PlannedRun planned) {
    return (device, number) -> {
      SegmentFile file = planned.manifest().segments().get(number);
      Segment segment = file.segment();
      return segment.device().equals(device) ? file.computeMs() : OptionalDouble.empty();
    };
  }

  /** What agents on this machine do not imitate: that links slow each other down. */
  static List<String> remarks(PlannedRun planned) {
    DeviceCatalog catalog = planned.catalog().orElseThrow();
    List<String> devices = Route.of(planned.manifest()).devices();
    Map<String, Integer> uses = new TreeMap<>();
    for (int k = 1; k < devices.size(); k++) {
      catalog
          .media(devices.get(k - 1), devices.get(k))
          .forEach(medium -> uses.merge(medium, 1, Integer::sum));
    }
    return uses.entrySet().stream()
        .filter(use -> use.getValue() > 1)
        .map(
            use ->
                "links share medium \"%s\"; they are imitated as if each had it alone"
                    .formatted(use.getKey()))
        .toList();
  }

  /** How the agents prove who they are. */
  Security security() {
    return security;
  }

  List<AgentPlace> places() {
    return places;
  }

  Set<String> devices() {
    return places.stream()
        .map(AgentPlace::device)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  RunOptionsBuilder.Links links() {
    return links;
  }

  /** The processes on this machine, if there are any. */
  Optional<LocalAgents> agents() {
    return agents;
  }

  StandIn standIn() {
    return standIn;
  }

  @Override
  public void close() {
    close(resources);
  }

  /** Ends all of them, whichever cannot be ended. */
  static void close(List<AutoCloseable> resources) {
    Optional<RuntimeFailedException> failure = Optional.empty();
    for (AutoCloseable resource : resources) {
      try {
        resource.close();
      } catch (Exception e) {
        RuntimeFailedException failed =
            new RuntimeFailedException("agents cannot be ended: " + e.getMessage());
        failure.ifPresent(first -> first.addSuppressed(failed));
        failure = Optional.of(failure.orElse(failed));
      }
    }
    failure.ifPresent(
        first -> {
          throw first;
        });
  }

  /** Ends what was started before something failed; that failure is the one to report. */
  private static void closeAfter(RuntimeException cause, List<AutoCloseable> resources) {
    try {
      close(resources);
    } catch (RuntimeFailedException e) {
      cause.addSuppressed(e);
    }
  }
}
