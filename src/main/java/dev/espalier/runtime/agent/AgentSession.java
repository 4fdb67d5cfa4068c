package dev.espalier.runtime.agent;

import dev.espalier.io.json.control.ControlBody;
import dev.espalier.io.json.control.DeployOrder;
import dev.espalier.io.json.control.LinkBody;
import dev.espalier.io.tensor.TensorValues;
import dev.espalier.model.ElementType;
import dev.espalier.runtime.energy.EnergyMeter;
import dev.espalier.runtime.link.LinkAddress;
import dev.espalier.runtime.wire.Frame;
import dev.espalier.runtime.wire.FrameConnection;
import dev.espalier.runtime.wire.FrameKind;
import dev.espalier.runtime.wire.Lease;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One run, as an agent sees it: what its coordinator says is carried out until the connection ends.
 */
final class AgentSession implements AutoCloseable {
  private static final long HOUSEKEEPING_MS = 50;

  /** A coordinator is given up that has said nothing for so long; it pings more often. */
  private static final long SILENCE_NS = TimeUnit.SECONDS.toNanos(30);

  /** Loading a large segment cannot be interrupted. */
  private static final long DEPLOYER_S = 60;

  private final FrameConnection control;
  private final AgentSetup setup;
  private final HopLog hops = new HopLog();
  private final List<EnergyMeter> meters;
  private final ExecutorService deployer = Executors.newSingleThreadExecutor(Agent::daemon);
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Agent::daemon);
  private final DeploymentSteps steps;
  private volatile long heardNs = System.nanoTime();
  private final Deployments epochs = new Deployments();
  private final Imitations imitations = new Imitations();

  /** Epochs that have ended but for a sample whose computation cannot be ended. */
  private final Set<StageTraffic> stuck = ConcurrentHashMap.newKeySet();

  /** Fair, so that the samples of two epochs take turns. */
  private final Lock turn = new ReentrantLock(true);

  private final ExecutorService prober = Executors.newSingleThreadExecutor(Agent::daemon);

  /** Connections of other agents that have not sent anything yet, or only probes. */
  private final Set<FrameConnection> strangers = ConcurrentHashMap.newKeySet();

  private final Object closing = new Object();
  private boolean isClosed;

  AgentSession(FrameConnection control, AgentSetup setup) {
    this.control = control;
    this.setup = setup;
    meters = EnergyMeter.find(setup.meters());
    // Once for all epochs: a coordinator subtracts what they had counted before.
    meters.forEach(EnergyMeter::start);
    steps = new DeploymentSteps(setup, this::send, turn);
  }

  String id() {
    return control.identity().session();
  }

  /** Serves the coordinator until the connection ends; returns why it did. */
  String serve() {
    clock.scheduleWithFixedDelay(
        this::keepHouse, HOUSEKEEPING_MS, HOUSEKEEPING_MS, TimeUnit.MILLISECONDS);
    try {
      while (true) {
        Frame frame = control.read();
        long arrivedNs = System.nanoTime();
        heardNs = arrivedNs;
        if (frame.kind() == FrameKind.BYE) {
          return "the run has ended";
        }
        handle(frame, arrivedNs);
      }
    } catch (IOException e) {
      return LinkAddress.reason(e);
    } catch (RuntimeException e) {
      String reason = Faults.reason(e);
      fault(epochs.latest(), reason, OptionalInt.empty());
      return reason;
    } finally {
      close();
    }
  }

  private void handle(Frame frame, long arrivedNs) throws IOException {
    switch (frame.kind()) {
      case PING -> pong(frame, arrivedNs);
      case DEPLOY -> deploy(DeployOrder.read(frame.text()));
      case FILE -> store(frame);
      case START -> start(frame);
      case RETIRE -> retire(frame.epoch());
      case IMITATE -> imitations.set(LinkBody.Imitation.read(frame.text()));
      case MEASURE -> measure(LinkBody.Order.read(frame.text()));
      case DATA -> data(frame, arrivedNs);
      case FLUSH -> flush(frame);
      default -> {
        frame.close();
        throw new IOException("a coordinator must not send a " + frame.kind() + " frame");
      }
    }
  }

  private void pong(Frame ping, long arrivedNs) throws IOException {
    Optional<StageTraffic> busiest = epochs.busiest();
    ByteBuffer state = ByteBuffer.allocate(3 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    state.putLong(arrivedNs);
    state.putLong(busiest.map(StageTraffic::busySample).orElse((long) Frame.NONE));
    state.putLong(busiest.map(StageTraffic::busyNs).orElse(0L));
    TensorValues values = new TensorValues(ElementType.INT64, List.of(3L), state.flip());
    send(
        new Frame(
            FrameKind.PONG,
            ping.epoch(),
            ping.sample(),
            Frame.NONE,
            Frame.NONE,
            Frame.NONE,
            "",
            Map.of("state", values),
            Lease.NONE));
  }

  private void deploy(DeployOrder deployment) {
    epochs.began(deployment.epoch());
    deployer.execute(() -> carryOut(deployment));
  }

  private void carryOut(DeployOrder deployment) {
    try {
      List<StageTraffic> before = deployment.isBeside() ? List.of() : epochs.all();
      for (StageTraffic each : before) {
        each.pause();
      }
      StageTraffic next =
          steps.prepare(
              deployment,
              before,
              new StageTraffic.Outlet(control, setup, hops, this::fault, imitations, turn),
              () -> epochs.isSuperseded(deployment.epoch()));
      if (next != null) {
        epochs.add(next, before);
        send(
            Frame.control(
                FrameKind.READY,
                deployment.epoch(),
                new ControlBody.Ready(next.measuredMs(), next.held()).write()));
      }
    } catch (IOException | RuntimeException | Error e) {
      // Errors, too: without a native library, for one, the coordinator would wait for ever.
      fault(deployment.epoch(), Faults.reason(e), OptionalInt.empty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends an epoch; samples that are left are answered by others. */
  private void retire(int epoch) {
    epochs.retired(epoch);
    deployer.execute(
        () -> {
          Optional<StageTraffic> ended = epochs.remove(epoch);
          ended.ifPresent(StageTraffic::close);
          ended.filter(StageTraffic::isWorking).ifPresent(stuck::add);
          stuck.removeIf(each -> !each.isWorking());
          if (stuck.isEmpty()) {
            steps.retain(epochs.segments());
          }
        });
  }

  private void measure(LinkBody.Order order) {
    prober.execute(
        () -> {
          LinkBody.Found found =
              LinkProbe.measure(
                  order, id(), setup.endpoint(), imitations.to(order.device(), Optional.empty()));
          try {
            send(Frame.control(FrameKind.MEASURED, 0, found.write()));
          } catch (IOException e) {
            control.close();
          }
        });
  }

  private void store(Frame frame) {
    try (frame) {
      if (frame.epoch() != epochs.latest()) {
        // The rest of a file of a deployment that another one has superseded.
        return;
      }
      ControlBody.Part part = ControlBody.Part.read(frame.text());
      TensorValues bytes = frame.tensors().get("part");
      if (bytes == null) {
        throw new IOException("a FILE frame must hold a tensor \"part\"");
      }
      setup.store().write(part.sha256(), part.offset(), bytes.bytes());
    } catch (IOException e) {
      fault(frame.epoch(), Faults.reason(e), OptionalInt.empty());
    }
  }

  private void start(Frame frame) {
    epochs
        .of(frame.epoch())
        .ifPresent(
            now ->
                now.start(
                    ControlBody.Start.read(frame.text()),
                    sample -> confirm(frame.epoch(), sample)));
  }

  private void data(Frame frame, long arrivedNs) {
    Optional<StageTraffic> now = epochs.of(frame.epoch());
    if (now.isEmpty()) {
      frame.close();
      return;
    }
    now.get().arrived(new Message(frame, arrivedNs, () -> confirm(frame.epoch(), frame.sample())));
  }

  private void confirm(int epoch, long sample) {
    try {
      send(Frame.about(FrameKind.CREDIT, epoch, sample));
    } catch (IOException e) {
      control.close();
    }
  }

  private void flush(Frame frame) throws IOException {
    sendHops();
    List<ControlBody.Flushed.Reading> readings =
        meters.stream()
            .map(meter -> new ControlBody.Flushed.Reading(meter.name(), meter.joules()))
            .filter(reading -> Double.isFinite(reading.joules()))
            .toList();
    send(
        Frame.control(FrameKind.FLUSHED, frame.epoch(), new ControlBody.Flushed(readings).write()));
  }

  private void keepHouse() {
    try {
      sendHops();
      epochs.all().forEach(StageTraffic::checkProgress);
      if (System.nanoTime() - heardNs > SILENCE_NS) {
        control.close();
      }
    } catch (IOException | RuntimeException e) {
      control.close();
    }
  }

  private synchronized void sendHops() throws IOException {
    for (List<StampedHop> taken = hops.take(); !taken.isEmpty(); taken = hops.take()) {
      send(
          new Frame(
              FrameKind.SPANS,
              0,
              Frame.NONE,
              Frame.NONE,
              Frame.NONE,
              Frame.NONE,
              "",
              Map.of("hops", StampedHop.write(taken)),
              Lease.NONE));
    }
  }

  private void send(Frame frame) throws IOException {
    control.write(frame);
  }

  private void fault(int epoch, String reason, OptionalInt stage) {
    try {
      send(
          Frame.control(
              FrameKind.FAULT, Math.max(0, epoch), new ControlBody.Fault(reason, stage).write()));
    } catch (IOException e) {
      control.close();
    }
  }

  /** A connection of another agent of this run; keeps the thread until it ends. */
  void serveData(FrameConnection connection) {
    strangers.add(connection);
    try {
      serve(connection, connection.read());
    } catch (IOException e) {
      // It was opened when its epoch was ending already.
      connection.close();
    } finally {
      strangers.remove(connection);
    }
  }

  /** The first frame says what a connection is for. */
  private void serve(FrameConnection connection, Frame first) {
    Optional<StageTraffic> epoch = epochs.of(first.epoch());
    if (first.kind() == FrameKind.PROBE) {
      String device = connection.identity().name();
      LinkProbe.answer(connection.withOutput(imitations.to(device, Optional.empty())), first);
    } else if (epoch.isPresent()) {
      epoch.get().serve(connection, first);
    } else {
      first.close();
      connection.close();
    }
  }

  /** Ends the run; returns when its threads and memory are free, or cannot be freed. */
  @Override
  public void close() {
    synchronized (closing) {
      if (!isClosed) {
        isClosed = true;
        control.close();
        clock.shutdownNow();
        epochs.began(Integer.MAX_VALUE);
        prober.shutdownNow();
        strangers.forEach(FrameConnection::close);
        free();
        meters.forEach(EnergyMeter::close);
      }
    }
  }

  private void free() {
    boolean isFree = awaitDeployer();
    for (StageTraffic each : epochs.all()) {
      each.close();
      isFree &= !each.isWorking();
    }
    isFree &= stuck.stream().noneMatch(StageTraffic::isWorking);
    // ONNX Runtime ends the process if a session is closed that computes.
    if (isFree) {
      steps.close();
    }
  }

  private boolean awaitDeployer() {
    deployer.shutdownNow();
    try {
      return deployer.awaitTermination(DEPLOYER_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
