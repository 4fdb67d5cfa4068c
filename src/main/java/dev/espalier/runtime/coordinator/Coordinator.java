package dev.espalier.runtime.coordinator;

import dev.espalier.io.json.control.ControlBody;
import dev.espalier.io.json.control.LinkBody;
import dev.espalier.runtime.RuntimeFailedException;
import dev.espalier.runtime.agent.StampedHop;
import dev.espalier.runtime.sample.Labels;
import dev.espalier.runtime.sample.Samples;
import dev.espalier.runtime.wire.Frame;
import dev.espalier.study.run.Hop;
import dev.espalier.study.run.RunMeasurement;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Runs a plan on agents: deploys its segments, sends samples, and records when each was where. A
 * sample is answered or fails exactly once. Where a device fails, its samples go on from the last
 * device that holds them, or from their input, by another plan if there is one.
 *
 * <p>All decisions are taken by the thread that calls {@link #run}; others only send and receive.
 */
public final class Coordinator {
  private static final long POLL_NS = 20_000_000L;

  /** After a stop was requested, samples on their way have that long to arrive. */
  private static final long STOP_NS = 1_000_000_000L;

  /** So many times the patience with one device, it is patient with all of them. */
  private static final int PATIENCES = 10;

  /** An agent that does not send its last time stamps in this time has none. */
  private static final long FLUSH_NS = 2_000_000_000L;

  private final RunOptions options;
  private final Samples samples;
  private final RunListener listener;
  private final Fleet fleet;
  private final Recorder recorder;
  private final Ledger ledger;
  private final Feeder feeder;
  private final Epochs epochs;
  private final Flushes flushes;
  private final Moves moves;
  private final BooleanSupplier stop;

  /** When anything last came of a sample, or none was on its way. */
  private long progressNs = System.nanoTime();

  private long stoppedNs;

  private Coordinator(
      RunOptions options,
      Samples samples,
      Optional<Labels> labels,
      RunListener listener,
      BooleanSupplier stop) {
    this.stop = stop;
    this.options = options;
    this.samples = samples;
    this.listener = listener;
    String session = UUID.randomUUID().toString();
    fleet = new Fleet(options, session);
    flushes = new Flushes(fleet);
    long all = (long) options.warmUps() + samples.count();
    recorder = new Recorder(options.manifest(), options.warmUps(), labels, listener);
    ledger = new Ledger(all);
    feeder = new Feeder(options, samples, ledger, recorder);
    epochs = new Epochs(options, fleet, session, recorder, this::handle);
    moves = new Moves(options.steering(), fleet, epochs, ledger, feeder, recorder);
  }

  /**
   * Runs a plan.
   *
   * @param samples inputs of the model
   * @param labels class of each sample, if known
   * @param listener receives progress
   * @param stop whether to stop: no more samples are sent then
   * @return what was measured
   * @throws RuntimeFailedException if an agent cannot be reached or cannot run its segments
   */
  public static RunMeasurement run(
      RunOptions options,
      Samples samples,
      Optional<Labels> labels,
      RunListener listener,
      BooleanSupplier stop) {
    Coordinator run = new Coordinator(options, samples, labels, listener, stop);
    try (run.fleet) {
      return run.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RuntimeFailedException("the run was interrupted");
    }
  }

  private RunMeasurement run() throws InterruptedException {
    options.remarks().forEach(recorder::remark);
    try {
      listener.phase("deploying");
      if (!epochs.begin(Route.of(options.manifest()), ledger, stop)) {
        throw new RuntimeFailedException("the run was interrupted before its first sample");
      }
      join();
      fleet.alignClocks();
      feeder.begin(epochs);
      moves.gathered(recorder.nowMs(), Optional.empty());
      if (options.steering().isPreloaded()) {
        moves.load(fleet.devices(), options.manifest().segments().size());
      }
    } catch (DeviceLostException e) {
      throw new RuntimeFailedException(
          "the agent of \"%s\": %s".formatted(e.device(), e.getMessage()));
    }
    listener.phase("running");
    while (!ledger.isDone()) {
      try {
        step();
      } catch (DeviceLostException e) {
        recover(e);
      }
    }
    finish();
    return recorder.measurement(options.load(), fleet, flushes.energy(), stoppedNs != 0);
  }

  /** Connects to the devices that the plan does not use but others may. */
  private void join() {
    Steering steering = options.steering();
    if (!steering.devices().isEmpty()) {
      Set<String> missing = fleet.connect(steering.devices());
      missing.forEach(device -> steering.lost(device, recorder.nowMs()));
      fleet.awaitAgain(steering.devices());
    }
  }

  /** Devices that have to be well: those of the samples, or all where samples may move. */
  private Collection<String> watched() {
    return options.steering().devices().isEmpty() ? epochs.route().devices() : fleet.devices();
  }

  private void step() throws InterruptedException, DeviceLostException {
    feeder.feed(this::beginMeasuring);
    Optional<AgentEvent> event = fleet.poll(Math.min(POLL_NS, feeder.untilDueNs()));
    if (event.isPresent()) {
      handle(event.get());
    }
    fleet.checkAlive(watched());
    moves.step();
    checkProgress();
    listener.progress(ledger.answered() + ledger.failed() - options.warmUps(), samples.count());
    checkStop();
  }

  private void beginMeasuring() {
    flushes.request();
    options.steering().measuring(recorder.nowMs());
  }

  /** Devices may all be well, and yet one confirm samples and pass them on to nobody. */
  private void checkProgress() {
    long now = System.nanoTime();
    if (ledger.onTheWay() == 0 || fleet.isComputing(watched())) {
      progressNs = now;
    }
    long silentNs = now - progressNs;
    if (silentNs > PATIENCES * options.patience().toNanos() + epochs.route().wayNs(options)) {
      failAllOnTheWay(
          "nothing came of it for %d ms, and no device says that it computes"
              .formatted(TimeUnit.NANOSECONDS.toMillis(silentNs)));
    }
  }

  private void checkStop() {
    if (stoppedNs == 0 && stop.getAsBoolean()) {
      stoppedNs = System.nanoTime();
      ledger.stop();
    }
    if (stoppedNs != 0 && System.nanoTime() - stoppedNs > STOP_NS) {
      interrupted();
    }
  }

  private void interrupted() {
    stoppedNs = stoppedNs == 0 ? System.nanoTime() : stoppedNs;
    ledger.stop();
    failAll("the run was interrupted before its answer came");
  }

  /** Carries out what an agent sends, whenever it comes. */
  private void handle(AgentEvent event) throws DeviceLostException {
    if (event instanceof AgentEvent.Lost lost) {
      throw new DeviceLostException(lost.link().device(), "its connection ended: " + lost.reason());
    }
    if (event instanceof AgentEvent.Joined joined) {
      fleet.joined(joined.link());
      options.steering().joined(joined.link().device(), recorder.nowMs());
      return;
    }
    AgentEvent.Arrived arrived = (AgentEvent.Arrived) event;
    try (Frame frame = arrived.frame()) {
      switch (frame.kind()) {
        case ANSWER -> answer(arrived);
        case CREDIT -> {
          progressNs = System.nanoTime();
          feeder.credit(arrived.link(), frame.epoch());
        }
        case SPANS ->
            recorder.hops(
                arrived.link(), StampedHop.read(frame.tensors().get("hops")), this::passed);
        case FAULT -> fault(arrived);
        case MISSING -> deploying(frame).ifPresent(each -> each.sendFiles(arrived.link(), frame));
        case READY -> deploying(frame).ifPresent(each -> each.ready(arrived.link(), frame));
        case MEASURED ->
            options
                .steering()
                .measured(
                    arrived.link().device(),
                    LinkBody.Found.read(frame.text()),
                    recorder.ms(arrived.arrivedNs()));
        case FLUSHED -> flushes.answered(arrived.link(), ControlBody.Flushed.read(frame.text()));
        default ->
            throw new DeviceLostException(
                arrived.link().device(), "it sent a " + frame.kind() + " frame");
      }
    } catch (RuntimeException e) {
      // Nothing that an agent sends may end the run.
      throw new DeviceLostException(
          arrived.link().device(), "it sent what was not expected: " + e.getMessage());
    }
  }

  /** The deployment of a frame, if it is the current one or the next. */
  private Optional<Deploying> deploying(Frame frame) {
    return epochs.number() == frame.epoch()
        ? Optional.of(epochs.current())
        : moves.preparing(frame.epoch());
  }

  private void passed(Hop hop) {
    moves.going(hop.epoch()).ifPresent(route -> options.steering().passed(hop, route));
  }

  private void answer(AgentEvent.Arrived arrived) throws DeviceLostException {
    Frame frame = arrived.frame();
    Optional<String> flaw = recorder.flaw(frame, (long) options.warmUps() + samples.count());
    if (flaw.isPresent()) {
      throw new DeviceLostException(arrived.link().device(), "it sent " + flaw.get());
    }
    progressNs = System.nanoTime();
    ledger
        .answer(frame.sample())
        .ifPresent(attempts -> recorder.answered(frame, arrived.arrivedNs(), attempts));
  }

  private void fault(AgentEvent.Arrived arrived) throws DeviceLostException {
    Frame frame = arrived.frame();
    ControlBody.Fault fault = ControlBody.Fault.read(frame.text());
    String device = arrived.link().device();
    if (moves.preparing(frame.epoch()).isPresent()) {
      moves.failed(frame.epoch(), "\"%s\": %s".formatted(device, fault.reason()));
      return;
    }
    Optional<Route> route = moves.going(frame.epoch());
    if (route.isEmpty()) {
      return;
    }
    if (frame.sample() >= 0) {
      fail(frame.sample(), device + ": " + fault.reason());
    } else if (fault.stage().isPresent()) {
      throw epochs.blamed(device, fault, route.get());
    } else {
      throw new DeviceLostException(device, fault.reason());
    }
  }

  private void fail(long sample, String reason) {
    ledger.fail(sample).ifPresent(attempts -> recorder.failed(sample, attempts, reason));
  }

  private void failAllOnTheWay(String reason) {
    ledger.samplesOnTheWay().forEach(sample -> fail(sample, reason));
  }

  private void failAll(String reason) {
    failAllOnTheWay(reason);
    if (ledger.hasNext()) {
      ledger.stop();
    }
  }

  private void recover(DeviceLostException lost) throws InterruptedException {
    if (!moves.needs(lost.device())) {
      recorder.incident(System.nanoTime(), lost.device(), lost.getMessage(), "no sample needed it");
      moves.forget(lost.device(), lost.getMessage());
      return;
    }
    listener.phase("recovering");
    progressNs = System.nanoTime();
    DeviceLostException next = lost;
    while (next != null && !ledger.isDone()) {
      next = recoverOnce(next);
    }
    listener.phase("running");
  }

  /** Goes on without a device, or with it once more; returns the next one that fails meanwhile. */
  private DeviceLostException recoverOnce(DeviceLostException lost) throws InterruptedException {
    long atNs = System.nanoTime();
    String device = lost.device();
    moves.cancel("\"%s\" failed: %s".formatted(device, lost.getMessage()));
    options.steering().lost(device, recorder.ms(atNs));
    Optional<Route> route = epochs.without(lost, ledger);
    if (route.isEmpty()) {
      String reason = "\"%s\" failed: %s".formatted(device, lost.getMessage());
      recorder.incident(atNs, device, lost.getMessage(), "there is no plan without it");
      giveUp(reason + "; there is no plan without it");
      return null;
    }
    boolean isSame = route.get().equals(epochs.route());
    if (!fleet.givenUp().contains(device)) {
      options.steering().joined(device, recorder.nowMs());
    }
    String remedy = isSame ? "connected to it again" : "went on without it: " + route.get().text();
    try {
      boolean hasBegun = epochs.begin(route.get(), ledger, stop);
      recorder.incident(atNs, device, lost.getMessage(), remedy);
      if (!hasBegun) {
        interrupted();
        return null;
      }
      ledger.samplesOnTheWay().stream()
          .filter(sample -> ledger.attempts(sample) > Ledger.MAX_ATTEMPTS)
          .forEach(
              sample ->
                  fail(
                      sample,
                      "lost %d times, at last as \"%s\" failed: %s"
                          .formatted(Ledger.MAX_ATTEMPTS, device, lost.getMessage())));
      feeder.begin(epochs);
      moves.gathered(recorder.ms(atNs), Optional.of(device));
      return null;
    } catch (DeviceLostException e) {
      recorder.incident(atNs, device, lost.getMessage(), remedy + ", which failed");
      return e;
    }
  }

  /** Samples that were never sent fail, too: none is lost silently. */
  private void giveUp(String reason) {
    while (ledger.hasNext()) {
      long sample = ledger.send(epochs.number());
      recorder.sent(sample, System.nanoTime());
    }
    failAll(reason);
  }

  /** Gathers the last time stamps. */
  private void finish() throws InterruptedException {
    listener.phase("collecting");
    flushes.request();
    long endNs = System.nanoTime() + FLUSH_NS;
    while (!flushes.areComplete() && System.nanoTime() - endNs < 0) {
      try {
        Optional<AgentEvent> event = fleet.poll(POLL_NS);
        if (event.isPresent()) {
          handle(event.get());
        }
      } catch (DeviceLostException e) {
        flushes.forget(e.device());
      }
    }
  }
}
