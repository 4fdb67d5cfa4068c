package dev.espalier.runtime.agent;

import dev.espalier.io.json.control.ControlBody;
import dev.espalier.io.json.control.DeployOrder;
import dev.espalier.runtime.agent.segment.StageRun;
import dev.espalier.runtime.wire.Frame;
import dev.espalier.runtime.wire.FrameConnection;
import dev.espalier.runtime.wire.FrameKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/** Samples that pass one stage in one epoch: where they arrive, are computed, and go on. */
final class StageTraffic implements AutoCloseable {
  /**
   * Where results and reports go.
   *
   * @param control connection of the coordinator
   * @param setup what all runs share
   * @param hops receives time stamps
   * @param faults reports what went wrong
   * @param imitations links and the device, as far as they are imitated
   * @param turn held while segments run
   */
  record Outlet(
      FrameConnection control,
      AgentSetup setup,
      HopLog hops,
      Faults faults,
      Imitations imitations,
      Lock turn) {}

  private final DeployOrder deployment;
  private final Outlet outlet;
  private final Neighbors neighbors;
  private final List<Double> measuredMs;
  private final Optional<StageWorker> worker;
  private final Map<Integer, Outgoing> outgoing = new HashMap<>();
  private final Set<Incoming> incoming = new HashSet<>();

  /** Samples from before this epoch, and after {@link #pause} of this one. */
  private final List<Frame> held;

  /** Stages that were reported; more reports would say nothing new. */
  private final Set<Integer> reported = new HashSet<>();

  private boolean paused;

  /** Whether all samples that are here are held; what comes later is of no use. */
  private boolean gathered;

  /**
   * @param run the segments; empty at a stage without any
   * @param measuredMs median time of each of them on this machine, ms
   * @param held samples that are taken over from the epoch before
   */
  StageTraffic(
      DeployOrder deployment,
      Optional<StageRun> run,
      List<Double> measuredMs,
      List<Frame> held,
      Outlet outlet) {
    this.deployment = deployment;
    this.outlet = outlet;
    this.measuredMs = List.copyOf(measuredMs);
    this.held = new ArrayList<>(held);
    neighbors = new Neighbors(deployment, outlet.setup().endpoint(), outlet.imitations());
    worker =
        run.map(
            each ->
                new StageWorker(
                    each,
                    deployment.stage(),
                    new Pace(
                        deployment.own().firstSegment(), measuredMs, outlet.imitations()::slowdown),
                    outlet.turn(),
                    new FromWorker()));
  }

  int epoch() {
    return deployment.epoch();
  }

  /** Median time of each segment that runs here, on this machine, ms. */
  List<Double> measuredMs() {
    return measuredMs;
  }

  long busySample() {
    return worker.map(StageWorker::busySample).orElse((long) Frame.NONE);
  }

  /** For how long the sample has been computed that is computed now, ns. */
  long busyNs() {
    return busySample() < 0 ? 0 : System.nanoTime() - worker.orElseThrow().busySinceNs();
  }

  /** The samples that are held here. */
  synchronized List<ControlBody.Held> held() {
    return held.stream().map(StageTraffic::held).toList();
  }

  private static ControlBody.Held held(Frame frame) {
    return new ControlBody.Held(frame.sample(), frame.segment(), frame.kind() == FrameKind.ANSWER);
  }

  /**
   * Begins to compute, and lets some of the held samples go on; the others are dropped.
   *
   * @param passedOn receives those that were passed on
   */
  void start(ControlBody.Start start, LongConsumer passedOn) {
    List<Frame> resumed = new ArrayList<>();
    synchronized (this) {
      Set<ControlBody.Held> resumable = new HashSet<>(start.resumed());
      for (Frame frame : held) {
        // Only one copy of a sample goes on.
        if (resumable.remove(held(frame))) {
          resumed.add(frame.inEpoch(epoch()));
        } else {
          frame.close();
        }
      }
      held.clear();
    }
    worker.ifPresent(each -> each.start(start.paceMs()));
    long now = System.nanoTime();
    resumed.forEach(
        frame -> arrived(new Message(frame, now, () -> passedOn.accept(frame.sample()))));
  }

  /** A sample or an answer has arrived. */
  void arrived(Message message) {
    Frame frame = message.frame();
    boolean isOwn = frame.kind() == FrameKind.DATA && deployment.own().runs(frame.segment());
    if (isOwn) {
      worker.orElseThrow().add(message);
    } else {
      StampedHop hop =
          new StampedHop(
              frame.sample(),
              epoch(),
              deployment.stage(),
              frame.segment(),
              message.arrivedNs(),
              message.arrivedNs(),
              message.arrivedNs(),
              System.nanoTime(),
              0,
              Frame.NONE,
              0,
              List.of());
      goOn(frame, hop, message.passedOn());
    }
  }

  /** Sends a message to the stage that needs it, or an answer to the coordinator. */
  private void goOn(Frame frame, StampedHop hop, Runnable passedOn) {
    OptionalInt stage = destination(frame);
    StampedHop complete = hop.to(stage.orElse(Frame.NONE), FrameConnection.bytesOnWire(frame));
    if (stage.isPresent()) {
      send(stage.getAsInt(), new Departure(frame, complete, passedOn));
      return;
    }
    try (frame) {
      // Before the answer: behind the last one, the coordinator requests all time stamps.
      outlet.hops().add(complete.sentAt(System.nanoTime()));
      outlet.control().write(frame);
      passedOn.run();
    } catch (IOException e) {
      outlet.control().close();
    }
  }

  private OptionalInt destination(Frame frame) {
    if (frame.kind() == FrameKind.DATA) {
      return OptionalInt.of(deployment.stageOf(frame.segment()));
    }
    return deployment.sink().isEmpty() || deployment.sink().get() == deployment.stage()
        ? OptionalInt.empty()
        : OptionalInt.of(deployment.sink().get());
  }

  private synchronized void send(int stage, Departure departure) {
    if (gathered) {
      departure.frame().close();
    } else if (paused) {
      held.add(departure.frame());
    } else {
      outgoing.computeIfAbsent(stage, this::connect).put(departure);
    }
  }

  private Outgoing connect(int stage) {
    Outgoing link = neighbors.connect(stage, new FromLink(stage));
    link.start();
    return link;
  }

  /** Number of each segment that runs here. */
  IntStream segments() {
    return IntStream.range(deployment.own().firstSegment(), deployment.own().endSegment());
  }

  /**
   * Receives samples from another agent; returns at once.
   *
   * @param first the frame by which the connection began
   */
  void serve(FrameConnection connection, Frame first) {
    int stage = deployment.stageOf(connection.identity().name());
    if (stage < 0) {
      first.close();
      connection.close();
      return;
    }
    // What goes back are credits: on a real link they take its latency, too.
    connection.withOutput(neighbors.shaper(stage));
    Incoming from = new Incoming(connection, deployment.settings().window(), new FromPeer(stage));
    synchronized (this) {
      if (paused) {
        first.close();
        connection.close();
        return;
      }
      incoming.add(from);
    }
    from.start(first);
  }

  /** Reports stages that have confirmed nothing for too long. */
  void checkProgress() {
    Set<Integer> stalled = new HashSet<>();
    synchronized (this) {
      outgoing.forEach(
          (stage, link) -> {
            if (link.stalledNs() > neighbors.patienceNs(stage)) {
              stalled.add(stage);
            }
          });
    }
    String reason =
        "it has passed nothing on for %d ms".formatted(deployment.settings().patienceMs());
    stalled.forEach(stage -> report(stage, reason));
  }

  /**
   * Ends all connections of the epoch and gathers the samples that are here.
   *
   * @throws IOException if the sample that is computed now is not done in time; its computation
   *     goes on then
   */
  void pause() throws InterruptedException, IOException {
    List<Outgoing> links;
    synchronized (this) {
      if (gathered) {
        requireIdle();
        return;
      }
      paused = true;
      incoming.forEach(Incoming::close);
      links = List.copyOf(outgoing.values());
    }
    links.forEach(Outgoing::close);
    List<Frame> waiting =
        worker.isPresent() ? worker.get().stop(deployment.settings().patienceMs()) : List.of();
    synchronized (this) {
      gathered = true;
      links.forEach(link -> held.addAll(link.takeHeld()));
      held.addAll(waiting);
    }
    requireIdle();
  }

  /** A session of ONNX Runtime that computes must not be closed. */
  private void requireIdle() throws IOException {
    if (isWorking()) {
      throw new IOException(
          "sample %d is not computed after %d ms"
              .formatted(busySample(), deployment.settings().patienceMs()));
    }
  }

  /** Whether a sample is still computed after {@link #pause}, or may be before it. */
  boolean isWorking() {
    return worker.isPresent() && worker.get().isWorking();
  }

  /** Hands over the samples that are held, to the next epoch. */
  synchronized List<Frame> takeHeld() {
    List<Frame> taken = List.copyOf(held);
    held.clear();
    return taken;
  }

  @Override
  public void close() {
    try {
      pause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // Its computation cannot be ended; what comes of it is dropped.
    }
    takeHeld().forEach(Frame::close);
  }

  private final class FromWorker implements StageWorker.Listener {
    @Override
    public void goesOn(Frame frame, StampedHop hop, Runnable passedOn) {
      goOn(frame, hop, passedOn);
    }

    @Override
    public void failed(Message message, String reason) {
      try (Frame frame = message.frame()) {
        outlet
            .control()
            .write(
                new Frame(
                    FrameKind.FAULT,
                    epoch(),
                    frame.sample(),
                    frame.segment(),
                    Frame.NONE,
                    Frame.NONE,
                    new ControlBody.Fault(reason, OptionalInt.empty()).write(),
                    Map.of(),
                    frame.lease()));
        message.passedOn().run();
      } catch (IOException e) {
        outlet.control().close();
      }
    }
  }

  private final class FromLink implements Outgoing.Listener {
    private final int stage;

    FromLink(int stage) {
      this.stage = stage;
    }

    @Override
    public void sending(StampedHop hop) {
      outlet.hops().add(hop);
    }

    @Override
    public void failed(String reason) {
      report(stage, "its connection failed: " + reason);
    }
  }

  private final class FromPeer implements Incoming.Listener {
    private final int stage;
    private boolean isOfEpoch;

    FromPeer(int stage) {
      this.stage = stage;
    }

    @Override
    public void arrived(Message message) {
      if (message.frame().epoch() == epoch()) {
        isOfEpoch = true;
        StageTraffic.this.arrived(message);
      } else {
        message.frame().close();
      }
    }

    @Override
    public void failed(String reason) {
      // A connection without samples may be one of the epoch before that was opened late.
      if (isOfEpoch) {
        report(stage, "its connection failed: " + reason);
      }
    }
  }

  private void report(int stage, String reason) {
    synchronized (this) {
      if (paused || !reported.add(stage)) {
        return;
      }
    }
    outlet.faults().report(epoch(), reason, OptionalInt.of(stage));
  }
}
