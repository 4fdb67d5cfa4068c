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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Deploys segments, and lets samples that are on their way go on after each deployment from where
 * they are held. Not thread-safe.
 */
final class Epochs {
  private static final long POLL_NS = 20_000_000L;

  /** A cut connection and a dead agent look alike at first to the agent on the other side. */
  private static final long GRACE_NS = 300_000_000L;

  /** A segment that takes longer here by this factor cannot stand in for one of the device. */
  private static final double TOO_SLOW = 1.1;

  /** Times closer than this factor are the same: a wait would only lengthen some of them. */
  private static final double PACED = 1.05;

  /** A device that has failed more often without a pause is done without where possible. */
  private static final int MAX_FAULTS = 2;

  /** Faults are forgotten after this time, if samples were answered meanwhile. */
  private static final long FORGET_NS = 30_000_000_000L;

  /** Carries out what agents send meanwhile. */
  @FunctionalInterface
  interface Handler {
    void handle(AgentEvent event) throws DeviceLostException;
  }

  private final RunOptions options;
  private final Fleet fleet;
  private final Recorder recorder;
  private final Handler handler;
  private final String session;
  private final Map<String, Faults> faults = new HashMap<>();
  private final Map<AgentLink, ControlBody.Ready> ready = new LinkedHashMap<>();
  private Route route;
  private int number = -1;
  private int resumedAtSource;

  /**
   * How often a device has failed.
   *
   * @param recent number of times, without a pause between two of them
   * @param inVain number of times since a sample was answered
   * @param lastNs when it last did
   * @param answered number of samples that were answered then
   */
  private record Faults(int recent, int inVain, long lastNs, long answered) {
    static final Faults NONE = new Faults(0, 0, 0, 0);

    Faults andOne(long nowNs, long answeredNow) {
      boolean isProgress = answeredNow > answered;
      boolean isPause = isProgress && nowNs - lastNs > FORGET_NS;
      return new Faults(isPause ? 1 : recent + 1, isProgress ? 1 : inVain + 1, nowNs, answeredNow);
    }
  }

  Epochs(RunOptions options, Fleet fleet, String session, Recorder recorder, Handler handler) {
    this.options = options;
    this.fleet = fleet;
    this.session = session;
    this.recorder = recorder;
    this.handler = handler;
  }

  /** Number of the current deployment. */
  int number() {
    return number;
  }

  /** The current way of the samples. */
  Route route() {
    return route;
  }

  /** Number of samples that the source held when the deployment began. */
  int resumedAtSource() {
    return resumedAtSource;
  }

  /** The agent that gets the samples. */
  AgentLink source() throws DeviceLostException {
    return fleet.link(route.stages().get(route.source()).device());
  }

  /**
   * Deploys a route and lets samples go on that are on their way.
   *
   * @param stop whether to give up
   * @return whether it has begun
   * @throws DeviceLostException if a device of the route fails
   */
  boolean begin(Route next, Ledger ledger, BooleanSupplier stop)
      throws DeviceLostException, InterruptedException {
    route = next;
    number++;
    ready.clear();
    List<AgentLink> links = new ArrayList<>();
    for (String device : route.devices()) {
      links.add(fleet.link(device));
    }
    for (int k = 0; k < links.size(); k++) {
      links.get(k).send(Frame.control(FrameKind.DEPLOY, number, order(k).write()));
    }
    while (ready.size() < links.size()) {
      if (stop.getAsBoolean()) {
        return false;
      }
      Optional<AgentEvent> event = fleet.poll(POLL_NS);
      if (event.isPresent()) {
        handler.handle(event.get());
      }
      fleet.checkAlive(route.devices());
    }
    recorder.deployed(number, route);
    Map<AgentLink, List<ControlBody.Held>> resumed = resumed(ledger);
    resumedAtSource = resumed.getOrDefault(source(), List.of()).size();
    for (int k = 0; k < links.size(); k++) {
      AgentLink link = links.get(k);
      ControlBody.Start start =
          new ControlBody.Start(
              paces(route.stages().get(k), ready.get(link).measuredMs()),
              resumed.getOrDefault(link, List.of()));
      link.send(Frame.control(FrameKind.START, number, start.write()));
    }
    return true;
  }

  private DeployOrder order(int own) {
    List<RouteStage> stages = new ArrayList<>();
    List<Optional<LinkShape>> links = new ArrayList<>();
    String device = route.stages().get(own).device();
    for (Stage stage : route.stages()) {
      stages.add(
          new RouteStage(
              stage.device(),
              options.agent(stage.device()).orElseThrow().peerAddress(),
              stage.firstSegment(),
              stage.endSegment()));
      links.add(
          stage.device().equals(device) ? Optional.empty() : options.link(device, stage.device()));
    }
    return new DeployOrder(
        session,
        number,
        options.manifest(),
        stages,
        own,
        route.sink(),
        links,
        new DeployOrder.Settings(
            options.settings().optimized(),
            options.settings().threads(),
            options.criterion(),
            options.fallback(),
            options.window(),
            // A stage passes a sample on when it has sent it over the link behind it.
            options.patience().plusNanos(route.slowestLinkNs(options)).toMillis(),
            options.warmUps()),
        false,
        false);
  }

  /** An agent needs files. */
  void sendFiles(AgentLink link, Frame frame) {
    if (frame.epoch() != number) {
      return;
    }
    Map<String, Path> known = new HashMap<>();
    options.manifest().segments().stream()
        .flatMap(Epochs::files)
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
    if (frame.epoch() == number) {
      ControlBody.Ready body = ControlBody.Ready.read(frame.text());
      int index = route.devices().indexOf(link.device());
      if (index < 0) {
        throw new IllegalArgumentException("it is no device of the deployment");
      }
      Stage stage = route.stages().get(index);
      if (body.measuredMs().size() != stage.endSegment() - stage.firstSegment()) {
        throw new IllegalArgumentException("a time of each of its segments is expected");
      }
      ready.put(link, body);
    }
  }

  /** Minimum times of the segments of a stage; says what cannot be imitated. */
  private List<Double> paces(Stage stage, List<Double> measuredMs) {
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

  /**
   * Who lets which sample go on: of all agents that hold it, the one where it had come furthest.
   */
  private Map<AgentLink, List<ControlBody.Held>> resumed(Ledger ledger) {
    Map<Long, AgentLink> holders = new TreeMap<>();
    Map<Long, ControlBody.Held> furthest = new HashMap<>();
    ready.forEach(
        (link, body) -> {
          for (ControlBody.Held held : body.held()) {
            ControlBody.Held other = furthest.get(held.sample());
            if (other == null || isFurther(held, other)) {
              furthest.put(held.sample(), held);
              holders.put(held.sample(), link);
            }
          }
        });
    Map<AgentLink, List<ControlBody.Held>> resumed = new HashMap<>();
    List<Long> again = new ArrayList<>();
    for (long sample : ledger.samplesOnTheWay()) {
      if (number > 0) {
        ledger.attemptAgain(sample);
      }
      AgentLink holder = holders.get(sample);
      if (holder == null) {
        again.add(sample);
      } else {
        resumed.computeIfAbsent(holder, any -> new ArrayList<>()).add(furthest.get(sample));
      }
    }
    ledger.sendAgain(again);
    return resumed;
  }

  private static boolean isFurther(ControlBody.Held one, ControlBody.Held other) {
    return one.isAnswer() && !other.isAnswer()
        || one.isAnswer() == other.isAnswer() && one.segment() > other.segment();
  }

  /**
   * An agent lost its connection to another one: finds out which device is to blame.
   *
   * @param device the one that reports it
   */
  DeviceLostException blamed(String device, ControlBody.Fault fault) throws DeviceLostException {
    int stage = fault.stage().orElseThrow();
    if (stage < 0 || stage >= route.stages().size()) {
      return new DeviceLostException(device, "it reports a stage that there is not");
    }
    String other = route.stages().get(stage).device();
    awaitLoss();
    String reason = "%s, says %s".formatted(fault.reason(), device);
    return DeviceLostException.ofLink(other, reason);
  }

  /** Waits whether a connection to an agent ends, which then is the reason. */
  private void awaitLoss() throws DeviceLostException {
    long endNs = System.nanoTime() + GRACE_NS;
    try {
      while (System.nanoTime() - endNs < 0) {
        Optional<AgentEvent> event = fleet.poll(endNs - System.nanoTime());
        boolean isOtherReport =
            event.isPresent()
                && event.get() instanceof AgentEvent.Arrived arrived
                && arrived.frame().kind() == FrameKind.FAULT
                && arrived.frame().sample() < 0;
        if (event.isPresent() && !isOtherReport) {
          handler.handle(event.get());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Faults countFault(String device, long answered) {
    Faults before = faults.getOrDefault(device, Faults.NONE);
    Faults now = before.andOne(System.nanoTime(), answered);
    faults.put(device, now);
    return now;
  }

  /**
   * The way on after a device failed: the same, if its agent is there or comes back; else one
   * without it. A device that fails again and again is done without if that is possible.
   *
   * @return empty if there is none
   */
  Optional<Route> without(DeviceLostException lost, Ledger ledger) throws InterruptedException {
    String device = lost.device();
    Faults count = countFault(device, ledger.answered());
    if (count.recent <= MAX_FAULTS && isBack(lost)) {
      return Optional.of(route);
    }
    Set<String> failed = new HashSet<>(fleet.givenUp());
    failed.add(device);
    Optional<Route> other =
        route.devices().contains(device) ? replaced(failed) : Optional.of(route);
    boolean isStillOfUse = count.recent > MAX_FAULTS && count.inVain <= MAX_FAULTS;
    if (other.isEmpty() && isStillOfUse && isBack(lost)) {
      return Optional.of(route);
    }
    fleet.giveUp(device);
    return other;
  }

  /** Where only a link failed, agents keep what they hold if they are not connected to anew. */
  private boolean isBack(DeviceLostException lost) throws InterruptedException {
    return lost.isOfLink() && fleet.isLively(lost.device()) || fleet.reconnect(lost.device());
  }

  private Optional<Route> replaced(Set<String> failed) {
    Optional<String> source = options.manifest().plan().source();
    Optional<String> sink = options.manifest().plan().sink();
    boolean isFixed =
        source.filter(failed::contains).isPresent() || sink.filter(failed::contains).isPresent();
    return isFixed
        ? Optional.empty()
        : options.replacement().without(failed).map(slices -> Route.of(slices, source, sink));
  }
}
