package dev.espalier.runtime.agent;

import dev.espalier.io.json.control.ControlBody;
import dev.espalier.io.json.control.DeployOrder;
import dev.espalier.io.json.control.LinkShape;
import dev.espalier.io.json.control.RouteStage;
import dev.espalier.runtime.link.LinkAddress;
import dev.espalier.runtime.standin.LinkShaper;
import dev.espalier.runtime.wire.Frame;
import dev.espalier.runtime.wire.FrameConnection;
import dev.espalier.runtime.wire.FrameKind;
import dev.espalier.runtime.wire.auth.Identity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Samples that pass one stage in one epoch: where they arrive, are computed, and go on. */
final class StageTraffic implements AutoCloseable {
  private static final int CONNECT_MS = 5_000;

  /**
   * Where results and reports go.
   *
   * @param control connection of the coordinator
   * @param setup what all runs share
   * @param hops receives time stamps
   * @param fault reports what went wrong, and the stage that is to blame
   */
  record Outlet(
      FrameConnection control,
      AgentSetup setup,
      HopLog hops,
      BiConsumer<String, OptionalInt> fault) {}

  private final DeployOrder deployment;
  private final Outlet outlet;
  private final Optional<StageWorker> worker;
  private final Map<Integer, Outgoing> outgoing = new HashMap<>();
  private final Set<Incoming> incoming = new HashSet<>();

  /** Samples from before this epoch, and after {@link #pause} of this one. */
  private final List<Frame> held;

  private boolean paused;

  /**
   * @param run the segments; empty at a stage without any
   * @param held samples that are taken over from the epoch before
   */
  StageTraffic(DeployOrder deployment, Optional<StageRun> run, List<Frame> held, Outlet outlet) {
    this.deployment = deployment;
    this.outlet = outlet;
    this.held = new ArrayList<>(held);
    worker =
        run.map(
            each ->
                new StageWorker(
                    each, deployment.stage(), deployment.own().firstSegment(), new FromWorker()));
  }

  int epoch() {
    return deployment.epoch();
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

  /** Begins to compute, and lets some of the held samples go on; the others are dropped. */
  void start(ControlBody.Start start) {
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
    resumed.forEach(frame -> arrived(new Message(frame, now, () -> {})));
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
      long sentNs = System.nanoTime();
      outlet.control().write(frame);
      outlet.hops().add(complete.sentAt(sentNs));
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

  private void send(int stage, Departure departure) {
    Outgoing to;
    synchronized (this) {
      if (paused) {
        held.add(departure.frame());
        return;
      }
      to = outgoing.computeIfAbsent(stage, this::connect);
    }
    to.put(departure);
  }

  private Outgoing connect(int stage) {
    LinkShaper shaper = shaper(stage);
    RouteStage other = deployment.route().get(stage);
    Outgoing link =
        new Outgoing(
            () ->
                FrameConnection.connect(
                        LinkAddress.parse("address", other.address(), false),
                        new Identity(
                            Identity.Role.AGENT, deployment.session(), deployment.own().device()),
                        outlet.setup().endpoint(),
                        CONNECT_MS)
                    .withOutput(shaper),
            shaper,
            deployment.settings().window(),
            new FromLink(stage));
    link.start();
    return link;
  }

  private LinkShaper shaper(int stage) {
    Optional<LinkShape> shape = deployment.links().get(stage);
    if (shape.isEmpty()) {
      return LinkShaper.unlimited();
    }
    double latencyMs = shape.get().latencyMs();
    double mbps = shape.get().bandwidthMbps().orElse(LinkShape.UNLIMITED_MBPS);
    return shape.get().burstBytes().isPresent()
        ? LinkShaper.beforeBucket(mbps, latencyMs, shape.get().burstBytes().getAsLong())
        : LinkShaper.of(mbps, latencyMs);
  }

  /** Receives samples from another agent; returns at once. */
  void serve(FrameConnection connection) {
    int stage = deployment.stageOf(connection.identity().name());
    if (stage < 0) {
      connection.close();
      return;
    }
    // What goes back are credits: on a real link they take its latency, too.
    connection.withOutput(shaper(stage));
    Incoming from = new Incoming(connection, deployment.settings().window(), new FromPeer(stage));
    synchronized (this) {
      if (paused) {
        connection.close();
        return;
      }
      incoming.add(from);
    }
    from.start();
  }

  /** Reports stages that have confirmed nothing for too long. */
  void checkProgress() {
    List<Integer> stalled = new ArrayList<>();
    synchronized (this) {
      long patienceNs = TimeUnit.MILLISECONDS.toNanos(deployment.settings().patienceMs());
      outgoing.forEach(
          (stage, link) -> {
            if (!paused && link.stalledNs() > patienceNs) {
              stalled.add(stage);
            }
          });
    }
    for (int stage : stalled) {
      outlet
          .fault()
          .accept(
              "it has passed nothing on for %d ms".formatted(deployment.settings().patienceMs()),
              OptionalInt.of(stage));
    }
  }

  /** Ends all connections of the epoch and gathers the samples that are here. */
  void pause() throws InterruptedException {
    List<Outgoing> links;
    synchronized (this) {
      if (paused) {
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
      links.forEach(link -> held.addAll(link.takeHeld()));
      held.addAll(waiting);
    }
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
    public void sent(StampedHop hop) {
      outlet.hops().add(hop);
    }

    @Override
    public void failed(String reason) {
      report(stage, reason);
    }
  }

  private final class FromPeer implements Incoming.Listener {
    private final int stage;

    FromPeer(int stage) {
      this.stage = stage;
    }

    @Override
    public void arrived(Message message) {
      if (message.frame().epoch() == epoch()) {
        StageTraffic.this.arrived(message);
      } else {
        message.frame().close();
      }
    }

    @Override
    public void failed(String reason) {
      report(stage, reason);
    }
  }

  private void report(int stage, String reason) {
    synchronized (this) {
      if (paused) {
        return;
      }
    }
    outlet.fault().accept("its connection failed: " + reason, OptionalInt.of(stage));
  }
}
