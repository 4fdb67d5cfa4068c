package dev.espalier.runtime.coordinator;

import dev.espalier.io.json.control.ControlBody;
import dev.espalier.io.json.control.DeployOrder;
import dev.espalier.io.json.control.LinkShape;
import dev.espalier.io.json.control.RouteStage;
import dev.espalier.report.Numbers;
import dev.espalier.runtime.wire.Frame;
import dev.espalier.runtime.wire.FrameKind;
import dev.espalier.segment.SegmentFile;
import dev.espalier.segment.StoredFile;
import dev.espalier.study.run.Stage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** A deployment: what is sent to its agents until all are ready, and when it starts. */
final class Deploying {
  /** A segment that takes longer here by this factor cannot stand in for one of the device. */
  private static final double TOO_SLOW = 1.1;

  /** Times closer than this factor are the same: a wait would only lengthen some of them. */
  private static final double PACED = 1.05;

  private final int number;
  private final Route route;
  private final RunOptions options;
  private final List<AgentLink> links = new ArrayList<>();
  private final Map<AgentLink, ControlBody.Ready> ready = new LinkedHashMap<>();

  /**
   * Opens connections to all devices of a route.
   *
   * @param number number of the epoch
   * @throws DeviceLostException if there is no agent of one of them
   */
  Deploying(int number, Route route, RunOptions options, Fleet fleet) throws DeviceLostException {
    this.number = number;
    this.route = route;
    this.options = options;
    for (String device : route.devices()) {
      links.add(fleet.link(device));
    }
  }

  int number() {
    return number;
  }

  Route route() {
    return route;
  }

  /**
   * Sends to each agent what it runs.
   *
   * @param session the run
   * @param isBeside whether earlier epochs go on
   */
  void send(String session, boolean isBeside) {
    for (int k = 0; k < links.size(); k++) {
      String order = order(session, k, isBeside).write();
      links.get(k).send(Frame.control(FrameKind.DEPLOY, number, order));
    }
  }

  private DeployOrder order(String session, int own, boolean isBeside) {
    List<RouteStage> stages = new ArrayList<>();
    List<Optional<LinkShape>> shapes = new ArrayList<>();
    String device = route.stages().get(own).device();
    for (Stage stage : route.stages()) {
      stages.add(
          new RouteStage(
              stage.device(),
              options.agent(stage.device()).orElseThrow().peerAddress(),
              stage.firstSegment(),
              stage.endSegment()));
      shapes.add(
          stage.device().equals(device) ? Optional.empty() : options.link(device, stage.device()));
    }
    return new DeployOrder(
        session,
        number,
        options.manifest(),
        stages,
        own,
        route.sink(),
        shapes,
        new DeployOrder.Settings(
            options.settings().optimized(),
            options.settings().threads(),
            options.criterion(),
            options.fallback(),
            options.window(),
            // A stage passes a sample on when it has sent it over the link behind it.
            options.patience().plusNanos(route.slowestLinkNs(options)).toMillis(),
            options.warmUps()),
        isBeside,
        options.steering().isPreloaded());
  }

  /** An agent needs files. */
  void sendFiles(AgentLink link, Frame frame) {
    Map<String, Path> known = new HashMap<>();
    options.manifest().segments().stream()
        .flatMap(Deploying::files)
        .forEach(file -> known.put(file.sha256(), options.folder().resolve(file.file())));
    Map<String, Path> files = new LinkedHashMap<>();
    for (String sha256 : ControlBody.Missing.read(frame.text()).sha256()) {
      Path path = known.get(sha256);
      if (path == null) {
        throw new IllegalArgumentException("a file of the manifest is expected but not " + sha256);
      }
      files.put(sha256, path);
    }
    link.sendFiles(frame.epoch(), files);
  }

  private static Stream<StoredFile> files(SegmentFile segment) {
    return Stream.concat(Stream.of(segment.stored()), segment.weights().stream());
  }

  /** An agent is ready. */
  void ready(AgentLink link, Frame frame) {
    ControlBody.Ready body = ControlBody.Ready.read(frame.text());
    int index = links.indexOf(link);
    if (index < 0) {
      throw new IllegalArgumentException("it is no device of the deployment");
    }
    Stage stage = route.stages().get(index);
    if (body.measuredMs().size() != stage.endSegment() - stage.firstSegment()) {
      throw new IllegalArgumentException("a time of each of its segments is expected");
    }
    ready.put(link, body);
  }

  /** Whether all agents are ready. */
  boolean isReady() {
    return ready.size() == links.size();
  }

  /** What each agent said when it was ready. */
  Map<AgentLink, ControlBody.Ready> readiness() {
    return ready;
  }

  /**
   * Starts the epoch.
   *
   * @param resumed the held samples that go on, by agent
   * @param recorder receives what cannot be imitated
   */
  void start(Map<AgentLink, List<ControlBody.Held>> resumed, Recorder recorder) {
    for (int k = 0; k < links.size(); k++) {
      AgentLink link = links.get(k);
      ControlBody.Start start =
          new ControlBody.Start(
              paces(route.stages().get(k), ready.get(link).measuredMs(), recorder),
              resumed.getOrDefault(link, List.of()));
      link.send(Frame.control(FrameKind.START, number, start.write()));
    }
  }

  /** Ends the epoch for its agents, which unload what no other epoch needs. */
  void retire() {
    links.stream()
        .filter(AgentLink::isOpen)
        .forEach(link -> link.send(Frame.control(FrameKind.RETIRE, number, "")));
  }

  /** Minimum times of the segments of a stage; says what cannot be imitated. */
  private List<Double> paces(Stage stage, List<Double> measuredMs, Recorder recorder) {
    List<Double> paces = new ArrayList<>();
    for (int n = 0; n < measuredMs.size(); n++) {
      int segment = stage.firstSegment() + n;
      OptionalDouble target = options.standIn().computeMs(stage.device(), segment);
      double hereMs = measuredMs.get(n);
      double targetMs = target.orElse(hereMs);
      boolean isSame = hereMs * PACED >= targetMs && hereMs <= TOO_SLOW * targetMs;
      paces.add(isSame ? 0 : targetMs);
      if (hereMs > TOO_SLOW * targetMs) {
        recorder.remark(
            "segment %d takes %s ms on this machine: %s, which takes %s ms, cannot be imitated"
                .formatted(segment, Numbers.of(hereMs), stage.device(), Numbers.of(targetMs)));
      }
    }
    return paces;
  }
}
