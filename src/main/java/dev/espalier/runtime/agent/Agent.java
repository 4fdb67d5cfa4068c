package dev.espalier.runtime.agent;

import dev.espalier.internal.TimeLimit;
import dev.espalier.io.json.control.ControlBody;
import dev.espalier.runtime.RuntimeFailedException;
import dev.espalier.runtime.agent.segment.SegmentStore;
import dev.espalier.runtime.link.LinkAddress;
import dev.espalier.runtime.wire.BufferPool;
import dev.espalier.runtime.wire.Endpoint;
import dev.espalier.runtime.wire.Frame;
import dev.espalier.runtime.wire.FrameConnection;
import dev.espalier.runtime.wire.FrameKind;
import dev.espalier.runtime.wire.FrameListener;
import dev.espalier.runtime.wire.auth.Identity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * An agent: serves one run after another until it is closed. A second coordinator is refused while
 * a run is going on. Thread-safe.
 */
public final class Agent implements AutoCloseable {
  private static final int REFUSED_MS = 2_000;
  private static final int ENDING_MS = 500;

  private final AgentSetup setup;
  private final Consumer<String> log;
  private final AtomicReference<AgentSession> current = new AtomicReference<>();
  private FrameListener listener;

  private Agent(AgentSetup setup, Consumer<String> log) {
    this.setup = setup;
    this.log = log;
  }

  /**
   * Starts an agent.
   *
   * @param options where it listens and what it accepts
   * @param log receives what it does, a line each
   * @throws RuntimeFailedException if it cannot listen there
   */
  public static Agent start(AgentOptions options, Consumer<String> log) {
    Endpoint endpoint = options.endpoint();
    AgentSetup setup =
        new AgentSetup(
            new SegmentStore(options.folder(), options.storeBytes()),
            endpoint,
            new BufferPool(endpoint.pool().capacity()),
            options.meters());
    Agent agent = new Agent(setup, log);
    agent.listener = FrameListener.open(options.address(), endpoint, agent::serve, log);
    return agent;
  }

  static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "espalier-agent");
    thread.setDaemon(true);
    return thread;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return listener.address();
  }

  private void serve(FrameConnection connection) {
    Identity peer = connection.identity();
    AgentSession running = current.get();
    if (peer.role() == Identity.Role.COORDINATOR) {
      coordinate(connection);
    } else if (running != null && running.id().equals(peer.session())) {
      running.serveData(connection);
    } else {
      connection.close();
      log.accept(
          "%s: belongs to no run of this agent".formatted(LinkAddress.text(connection.address())));
    }
  }

  private void coordinate(FrameConnection connection) {
    String peer = LinkAddress.text(connection.address());
    AgentSession session = new AgentSession(connection, setup);
    AgentSession before = current.get();
    if (before != null && before.id().equals(session.id())) {
      // The coordinator of this run is back: its old connection failed, noticed here or not.
      before.close();
      current.compareAndSet(before, null);
    }
    if (!claims(session)) {
      refuse(connection);
      session.close();
      log.accept(peer + ": refused, as another run is going on");
      return;
    }
    log.accept("%s: run %s begins".formatted(peer, session.id()));
    try {
      log.accept("%s: run %s ends: %s".formatted(peer, session.id(), session.serve()));
    } finally {
      current.compareAndSet(session, null);
    }
  }

  /** Whether the run may begin. One whose coordinator has just gone needs a moment to end. */
  private boolean claims(AgentSession session) {
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ENDING_MS);
    while (!current.compareAndSet(null, session)) {
      if (System.nanoTime() - endNanos >= 0) {
        return false;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    return true;
  }

  private static void refuse(FrameConnection connection) {
    try (connection) {
      String reason = "it is busy with another run";
      connection.write(
          Frame.control(
              FrameKind.FAULT, 0, new ControlBody.Fault(reason, OptionalInt.empty()).write()));
      awaitEnd(connection);
    } catch (IOException e) {
      // The coordinator has gone already.
    }
  }

  /** A connection that is closed before all of it was read may lose what was written last. */
  private static void awaitEnd(FrameConnection connection) throws IOException {
    TimeLimit limit = TimeLimit.running(connection::close, REFUSED_MS);
    try {
      while (true) {
        connection.read().close();
      }
    } finally {
      limit.close();
    }
  }

  /** Ends the run, if there is one, and stops listening. */
  @Override
  public void close() {
    listener.close();
    AgentSession running = current.get();
    if (running != null) {
      running.close();
    }
  }
}
