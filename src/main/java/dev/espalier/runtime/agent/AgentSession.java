package dev.espalier.runtime.agent;

import dev.espalier.io.json.control.ControlBody;
import dev.espalier.io.json.control.DeployOrder;
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
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

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
  private volatile StageTraffic traffic;
  private volatile int latestEpoch = -1;
  private final Object closing = new Object();
  private boolean isClosed;

  AgentSession(FrameConnection control, AgentSetup setup) {
    this.control = control;
    this.setup = setup;
    meters = EnergyMeter.find(setup.meters());
    // Once for all epochs: a coordinator subtracts what they had counted before.
    meters.forEach(EnergyMeter::start);
    steps = new DeploymentSteps(setup, this::send);
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
      fault(latestEpoch, reason, OptionalInt.empty());
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
      case DATA -> data(frame, arrivedNs);
      case FLUSH -> flush(frame);
      default -> {
        frame.close();
        throw new IOException("a coordinator must not send a " + frame.kind() + " frame");
      }
    }
  }

  private void pong(Frame ping, long arrivedNs) throws IOException {
    StageTraffic now = traffic;
    ByteBuffer state = ByteBuffer.allocate(3 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    state.putLong(arrivedNs);
    state.putLong(now == null ? Frame.NONE : now.busySample());
    state.putLong(now == null ? 0 : now.busyNs());
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
    latestEpoch = deployment.epoch();
    deployer.execute(() -> carryOut(deployment));
  }

  private void carryOut(DeployOrder deployment) {
    try {
      StageTraffic before = traffic;
      if (before != null) {
        before.pause();
      }
      StageTraffic next =
          steps.prepare(
              deployment,
              before,
              new StageTraffic.Outlet(control, setup, hops, this::fault),
              () -> latestEpoch != deployment.epoch());
      if (next != null) {
        traffic = next;
        send(
            Frame.control(
                FrameKind.READY,
                deployment.epoch(),
                new ControlBody.Ready(steps.measuredMs(), next.held()).write()));
      }
    } catch (IOException | RuntimeException | Error e) {
      // Errors, too: without a native library, for one, the coordinator would wait for ever.
      fault(deployment.epoch(), Faults.reason(e), OptionalInt.empty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void store(Frame frame) {
    try (frame) {
      if (frame.epoch() != latestEpoch) {
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
    StageTraffic now = traffic;
    if (now != null && now.epoch() == frame.epoch()) {
      now.start(ControlBody.Start.read(frame.text()), sample -> confirm(frame.epoch(), sample));
    }
  }

  private void data(Frame frame, long arrivedNs) {
    StageTraffic now = traffic;
    if (now == null || now.epoch() != frame.epoch() || latestEpoch != frame.epoch()) {
      frame.close();
      return;
    }
    now.arrived(new Message(frame, arrivedNs, () -> confirm(frame.epoch(), frame.sample())));
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
      StageTraffic now = traffic;
      if (now != null) {
        now.checkProgress();
      }
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
    StageTraffic now = traffic;
    if (now == null) {
      connection.close();
    } else {
      now.serve(connection);
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
        latestEpoch = Integer.MAX_VALUE;
        free();
        meters.forEach(EnergyMeter::close);
      }
    }
  }

  private void free() {
    boolean isFree = awaitDeployer();
    StageTraffic last = traffic;
    if (last != null) {
      last.close();
      isFree &= !last.isWorking();
    }
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
