package dev.espalier.runtime.coordinator;

import dev.espalier.io.json.control.ControlBody;
import dev.espalier.runtime.wire.FrameKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Deploys segments, and lets samples that are on their way go on after each deployment from where
 * they are held. Not thread-safe.
 */
final class Epochs {
  private static final long POLL_NS = 20_000_000L;

  /** A cut connection and a dead agent look alike at first to the agent on the other side. */
  private static final long GRACE_NS = 300_000_000L;

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
  private Deploying current;

  /** Number of the latest deployment, which may still be prepared. */
  private int latest = -1;

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

  /** The deployment that samples are sent to. */
  Deploying current() {
    return current;
  }

  /** Number of the current deployment. */
  int number() {
    return current.number();
  }

  /** The current way of the samples. */
  Route route() {
    return current.route();
  }

  /** Number of samples that the source held when the deployment began. */
  int resumedAtSource() {
    return resumedAtSource;
  }

  /** The agent that gets the samples. */
  AgentLink source() throws DeviceLostException {
    return fleet.link(route().stages().get(route().source()).device());
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
    current = new Deploying(++latest, next, options, fleet);
    current.send(session, false);
    while (!current.isReady()) {
      if (stop.getAsBoolean()) {
        return false;
      }
      Optional<AgentEvent> event = fleet.poll(POLL_NS);
      if (event.isPresent()) {
        handler.handle(event.get());
      }
      fleet.checkAlive(route().devices());
    }
    recorder.deployed(number(), route());
    Map<AgentLink, List<ControlBody.Held>> resumed = resumed(ledger);
    resumedAtSource = resumed.getOrDefault(source(), List.of()).size();
    current.start(resumed, recorder);
    return true;
  }

  /**
   * Deploys a route beside the current one.
   *
   * @return the deployment, whose agents are not ready yet
   * @throws DeviceLostException if a device of the route fails
   */
  Deploying prepare(Route next) throws DeviceLostException {
    Deploying prepared = new Deploying(++latest, next, options, fleet);
    prepared.send(session, true);
    return prepared;
  }

  /** Sends new samples to a deployment that was prepared and started. */
  void become(Deploying started) {
    current = started;
    resumedAtSource = 0;
    recorder.deployed(number(), route());
  }

  /**
   * Who lets which sample go on: of all agents that hold it, the one where it had come furthest.
   */
  private Map<AgentLink, List<ControlBody.Held>> resumed(Ledger ledger) {
    Map<Long, AgentLink> holders = new TreeMap<>();
    Map<Long, ControlBody.Held> furthest = new HashMap<>();
    current
        .readiness()
        .forEach(
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
      if (number() > 0) {
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
    ledger.goOnIn(number());
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
   * @param route the way of the samples in the epoch of the report
   */
  DeviceLostException blamed(String device, ControlBody.Fault fault, Route route)
      throws DeviceLostException {
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
      return Optional.of(route());
    }
    Set<String> failed = new HashSet<>(fleet.givenUp());
    failed.add(device);
    Optional<Route> other =
        route().devices().contains(device) ? replaced(failed) : Optional.of(route());
    boolean isStillOfUse = count.recent > MAX_FAULTS && count.inVain <= MAX_FAULTS;
    if (other.isEmpty() && isStillOfUse && isBack(lost)) {
      return Optional.of(route());
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
