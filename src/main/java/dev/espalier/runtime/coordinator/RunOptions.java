package dev.espalier.runtime.coordinator;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.log.Fallback;
import dev.espalier.io.json.control.LinkShape;
import dev.espalier.runtime.RunSettings;
import dev.espalier.runtime.placement.Replacement;
import dev.espalier.runtime.sample.ExitScript;
import dev.espalier.runtime.standin.StandIn;
import dev.espalier.runtime.wire.Endpoint;
import dev.espalier.segment.Manifest;
import dev.espalier.study.run.Load;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is run, on which agents, and how. Immutable; created by a {@link RunOptionsBuilder}. */
public final class RunOptions {
  private final RunOptionsBuilder values;

  RunOptions(RunOptionsBuilder values) {
    this.values = values;
  }

  /**
   * Options with their defaults: one sample after another, unshaped links, no other plan where a
   * device fails.
   *
   * @param folder the folder of the manifest and its files
   * @param agents the agents of all devices that may be used
   * @param endpoint how this end proves who it is, with memory for answers
   */
  public static RunOptionsBuilder builder(
      Manifest manifest, Path folder, List<AgentPlace> agents, Endpoint endpoint) {
    return new RunOptionsBuilder(manifest, folder, agents, endpoint);
  }

  Manifest manifest() {
    return values.manifest;
  }

  Path folder() {
    return values.folder;
  }

  Optional<AgentPlace> agent(String device) {
    return values.agents.stream().filter(place -> place.device().equals(device)).findFirst();
  }

  Endpoint endpoint() {
    return values.endpoint;
  }

  RunSettings settings() {
    return values.settings;
  }

  Criterion criterion() {
    return values.criterion;
  }

  Fallback fallback() {
    return values.fallback;
  }

  Load load() {
    return values.load;
  }

  /**
   * More than are on their way at all would only reserve memory; one more, as the answer of a
   * sample may come before the credit.
   */
  int window() {
    return values.load.ratePerSecond().isPresent() || values.load.inFlight() >= values.window
        ? values.window
        : values.load.inFlight() + 1;
  }

  /**
   * Maximum number of samples that are on their way: a window at each stage and one more, which a
   * run without faults does not reach. Agents size their memory for it.
   */
  long maxOnTheWay(Route route) {
    return (long) window() * (route.stages().size() + 1);
  }

  int warmUps() {
    return values.warmUps;
  }

  Duration patience() {
    return values.patience;
  }

  Duration reconnect() {
    return values.reconnect;
  }

  /** The link that a connection imitates; a device has none to itself. */
  Optional<LinkShape> link(String from, String to) {
    return from.equals(to) ? Optional.empty() : values.links.between(from, to);
  }

  StandIn standIn() {
    return values.standIn;
  }

  Replacement replacement() {
    return values.replacement;
  }

  Steering steering() {
    return values.steering;
  }

  ExitScript script() {
    return values.script;
  }

  List<String> remarks() {
    return values.remarks;
  }
}
