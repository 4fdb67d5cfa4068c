package dev.espalier.runtime.coordinator;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.log.Fallback;
import dev.espalier.internal.Checks;
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
import java.util.OptionalDouble;

/** Sets the options of a run. */
public final class RunOptionsBuilder implements Cloneable {
  private static final int DEFAULT_WINDOW = 8;
  private static final int DEFAULT_WARM_UPS = 50;

  /** The link that a connection imitates. */
  @FunctionalInterface
  public interface Links {
    /** Its bandwidth and latency from one device to another; empty for as fast as it goes. */
    Optional<LinkShape> between(String from, String to);
  }

  final Manifest manifest;
  final Path folder;
  final List<AgentPlace> agents;
  final Endpoint endpoint;
  RunSettings settings = new RunSettings(true, 1);
  Criterion criterion = Criterion.CONFIDENCE;
  Fallback fallback;
  Load load = new Load(1, OptionalDouble.empty());
  int window = DEFAULT_WINDOW;
  int warmUps = DEFAULT_WARM_UPS;
  Duration patience = Duration.ofSeconds(5);
  Duration reconnect = Duration.ofSeconds(1);
  Links links = (from, to) -> Optional.empty();
  StandIn standIn = StandIn.NONE;
  Replacement replacement = Replacement.NONE;
  Steering steering = Steering.NONE;
  ExitScript script = ExitScript.NONE;
  List<String> remarks = List.of();

  RunOptionsBuilder(Manifest manifest, Path folder, List<AgentPlace> agents, Endpoint endpoint) {
    this.manifest = manifest;
    this.folder = folder;
    this.agents = List.copyOf(agents);
    this.endpoint = endpoint;
    fallback = manifest.plan().fallback().orElse(Fallback.FINAL);
  }

  /** How ONNX Runtime runs segments (default: optimized, on one thread). */
  public RunOptionsBuilder settings(RunSettings value) {
    settings = value;
    return this;
  }

  /** Criterion of exits that have none of their own (default: confidence). */
  public RunOptionsBuilder criterion(Criterion value) {
    criterion = value;
    return this;
  }

  /** Whose answer counts for a sample that reaches no threshold (default: as planned). */
  public RunOptionsBuilder fallback(Fallback value) {
    fallback = value;
    return this;
  }

  /** How samples are sent (default: one after another). */
  public RunOptionsBuilder load(Load value) {
    load = value;
    return this;
  }

  /** Maximum number of samples that are sent to a device and not passed on by it (default: 8). */
  public RunOptionsBuilder window(int value) {
    window = (int) Checks.count("run", "window", value, 1);
    return this;
  }

  /** Number of runs of segments and of samples before any is measured (default: 50). */
  public RunOptionsBuilder warmUps(int value) {
    warmUps = (int) Checks.count("run", "warmUps", value, 0);
    return this;
  }

  /** Time after which a device that does not react is given up (default: 5 s). */
  public RunOptionsBuilder patience(Duration value) {
    patience = value;
    return this;
  }

  /** Time in which an agent that was lost may come back (default: 1 s). */
  public RunOptionsBuilder reconnect(Duration value) {
    reconnect = value;
    return this;
  }

  /** Links that connections imitate (default: none). */
  public RunOptionsBuilder links(Links value) {
    links = value;
    return this;
  }

  /** Devices that agents imitate (default: none). */
  public RunOptionsBuilder standIn(StandIn value) {
    standIn = value;
    return this;
  }

  /** Finds another plan where a device fails (default: there is none). */
  public RunOptionsBuilder replacement(Replacement value) {
    replacement = value;
    return this;
  }

  /** Decides where samples go while the run goes on (default: as planned). */
  public RunOptionsBuilder steering(Steering value) {
    steering = value;
    return this;
  }

  /** Exits at which samples leave whatever their confidence (default: thresholds decide). */
  public RunOptionsBuilder script(ExitScript value) {
    script = value;
    return this;
  }

  /** What differs from the plan by intent, for the result (default: nothing). */
  public RunOptionsBuilder remarks(List<String> value) {
    remarks = List.copyOf(value);
    return this;
  }

  /** The options. */
  public RunOptions build() {
    try {
      return new RunOptions((RunOptionsBuilder) clone());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }
}
