package dev.espalier.benchmarks.run;

import dev.espalier.io.json.control.LinkShape;
import dev.espalier.runtime.coordinator.AgentPlace;
import dev.espalier.runtime.coordinator.Coordinator;
import dev.espalier.runtime.coordinator.RunListener;
import dev.espalier.runtime.coordinator.RunOptions;
import dev.espalier.runtime.coordinator.RunOptionsBuilder;
import dev.espalier.runtime.link.LinkAddress;
import dev.espalier.runtime.sample.ExitScript;
import dev.espalier.runtime.sample.Samples;
import dev.espalier.runtime.standin.AgentProcess;
import dev.espalier.runtime.standin.LocalAgents;
import dev.espalier.runtime.wire.BufferPool;
import dev.espalier.runtime.wire.Endpoint;
import dev.espalier.runtime.wire.FrameLimits;
import dev.espalier.runtime.wire.auth.Security;
import dev.espalier.study.run.RunMeasurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** An agent process for each device, as {@code run --local} starts them, for several runs. */
final class StudyAgents implements AutoCloseable {
  private static final List<String> JVM_OPTIONS =
      List.of("-Xmx512m", "-XX:MaxDirectMemorySize=1g", "-XX:+UseSerialGC");
  private static final String MAIN = "dev.espalier.cli.Main";
  private static final List<String> ARGUMENTS =
      List.of("agent", "--stand-in", "--listen", "127.0.0.1:0");
  private static final long POOL_BYTES = 256L << 20;
  private static final long SEED = 1;

  private final LocalAgents agents;

  private StudyAgents(LocalAgents agents) {
    this.agents = agents;
  }

  /** Starts the agents of some devices. */
  static StudyAgents start(List<String> devices) {
    return start(devices, MAIN, ARGUMENTS);
  }

  /** Starts agents that are run by another main class. */
  static StudyAgents start(List<String> devices, String mainClass, List<String> arguments) {
    Map<String, List<String>> commands = new LinkedHashMap<>();
    for (String device : devices) {
      commands.put(device, AgentProcess.javaCommand(JVM_OPTIONS, mainClass, arguments));
    }
    return new StudyAgents(LocalAgents.start(commands));
  }

  /** The processes, by device. */
  Map<String, AgentProcess> processes() {
    return agents.processes();
  }

  /**
   * Runs a plan on links as its catalog has them. Agents are the devices themselves: nothing is
   * slowed down.
   *
   * @param options changes what is not usual
   */
  RunMeasurement run(
      StudyPlan.Linked linked, Samples samples, UnaryOperator<RunOptionsBuilder> options) {
    return run(linked, samples, options, RunListener.NONE);
  }

  /** Runs a plan, and says how far it has come. */
  RunMeasurement run(
      StudyPlan.Linked linked,
      Samples samples,
      UnaryOperator<RunOptionsBuilder> options,
      RunListener listener) {
    RunOptionsBuilder builder =
        RunOptions.builder(linked.manifest(), linked.plan().folder(), places(linked), endpoint())
            .links((from, to) -> Optional.of(shape(linked, from, to)));
    if (linked.plan().network().isDrawn()) {
      builder.script(ExitScript.drawn(linked.manifest(), samples.count(), SEED));
    }
    RunMeasurement run =
        Coordinator.run(
            options.apply(builder).build(), samples, Optional.empty(), listener, () -> false);
    if (run.samples().stream().anyMatch(sample -> !sample.isAnswered())) {
      throw new IllegalStateException("samples failed: " + run.incidents());
    }
    return run;
  }

  private List<AgentPlace> places(StudyPlan.Linked linked) {
    List<AgentPlace> places = new ArrayList<>();
    for (String device : linked.plan().devices()) {
      AgentProcess process = agents.processes().get(device);
      String address = LinkAddress.text(process.address());
      places.add(new AgentPlace(device, process.address(), address));
    }
    return places;
  }

  private static Endpoint endpoint() {
    return new Endpoint(Security.open(), FrameLimits.defaults(), new BufferPool(POOL_BYTES));
  }

  private static LinkShape shape(StudyPlan.Linked linked, String from, String to) {
    var link = linked.catalog().link(from, to);
    return new LinkShape(
        OptionalDouble.of(link.bandwidthMbps()), link.latencyMs(), OptionalLong.empty());
  }

  @Override
  public void close() {
    agents.close();
  }
}
