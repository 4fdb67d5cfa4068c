package dev.espalier.runtime.coordinator;

import dev.espalier.io.json.control.ControlBody;
import dev.espalier.io.tensor.TensorValues;
import dev.espalier.model.ElementType;
import dev.espalier.runtime.link.LinkAddress;
import dev.espalier.runtime.wire.Endpoint;
import dev.espalier.runtime.wire.Frame;
import dev.espalier.runtime.wire.FrameConnection;
import dev.espalier.runtime.wire.FrameKind;
import dev.espalier.runtime.wire.Lease;
import dev.espalier.runtime.wire.auth.Identity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The coordinator's connection to one agent. What arrives becomes events; what is sent waits in a
 * queue, so that an agent that does not read holds up nobody.
 */
final class AgentLink implements AutoCloseable {
  private static final int CONNECT_MS = 3_000;
  private static final int PART_BYTES = 1 << 20;

  private final AgentPlace place;
  private final FrameConnection connection;
  private final Consumer<AgentEvent> events;
  private final LinkedBlockingQueue<Frame> outbox = new LinkedBlockingQueue<>();

  /** Pings, which must not wait behind samples. */
  private final LinkedBlockingQueue<Frame> urgent = new LinkedBlockingQueue<>();

  private final Map<Long, Long> pings = new ConcurrentHashMap<>();
  private long pingNumber;
  private final ClockEstimate clock = new ClockEstimate();

  /** Since when a ping has waited for any sign of the agent; 0 if none does. */
  private final AtomicLong waitingSinceNs = new AtomicLong();

  private volatile long busyNs;
  private volatile long busySample = Frame.NONE;
  private volatile int filesEpoch;
  private volatile boolean closed;

  private AgentLink(AgentPlace place, FrameConnection connection, Consumer<AgentEvent> events) {
    this.place = place;
    this.connection = connection;
    this.events = events;
  }

  /**
   * Connects to an agent.
   *
   * @param session identifies the run
   * @param events receives what arrives, from threads of this link
   * @throws IOException if there is no agent or it does not accept this coordinator
   */
  static AgentLink connect(
      AgentPlace place, String session, Endpoint endpoint, Consumer<AgentEvent> events)
      throws IOException {
    AgentLink link =
        new AgentLink(
            place,
            FrameConnection.connect(
                place.address(),
                new Identity(Identity.Role.COORDINATOR, session, ""),
                endpoint,
                CONNECT_MS),
            events);
    start("espalier-from-" + place.device(), link::read);
    start("espalier-to-" + place.device(), () -> link.write(link.outbox));
    start("espalier-ping-" + place.device(), () -> link.write(link.urgent));
    return link;
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  String device() {
    return place.device();
  }

  AgentPlace place() {
    return place;
  }

  private void read() {
    try {
      while (true) {
        Frame frame = connection.read();
        long arrivedNs = System.nanoTime();
        waitingSinceNs.set(0);
        if (frame.kind() == FrameKind.PONG) {
          pong(frame, arrivedNs);
        } else {
          events.accept(new AgentEvent.Arrived(this, frame, arrivedNs));
        }
      }
    } catch (IOException e) {
      lost(LinkAddress.reason(e));
    } catch (RuntimeException e) {
      lost("it sent what was not expected: " + e.getMessage());
    }
  }

  private void lost(String reason) {
    if (!closed) {
      events.accept(new AgentEvent.Lost(this, reason));
    }
  }

  private void pong(Frame frame, long arrivedNs) {
    try (frame) {
      TensorValues state = frame.tensors().get("state");
      Long sentNs = pings.remove(frame.sample());
      if (sentNs == null
          || state == null
          || state.type() != ElementType.INT64
          || state.elements() != 3) {
        throw new IllegalArgumentException("a PONG frame that answers no ping");
      }
      synchronized (clock) {
        clock.add(sentNs, state.integer(0), arrivedNs);
      }
      busySample = state.integer(1);
      busyNs = state.integer(2);
    }
  }

  private void write(LinkedBlockingQueue<Frame> queue) {
    try {
      while (true) {
        try (Frame frame = queue.take()) {
          if (closed) {
            return;
          }
          if (frame.kind() == FrameKind.PING) {
            pings.put(frame.sample(), System.nanoTime());
          }
          connection.write(frame);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      lost(LinkAddress.reason(e));
    } catch (RuntimeException e) {
      lost("it cannot be sent a frame: " + e.getMessage());
    }
  }

  /** Sends a frame, which is closed then; returns at once. */
  void send(Frame frame) {
    outbox.add(frame);
  }

  /** Requests a sign of life and the time of the agent's clock. */
  void ping() {
    waitingSinceNs.compareAndSet(0, Math.max(1, System.nanoTime()));
    urgent.add(Frame.about(FrameKind.PING, 0, pingNumber++));
  }

  /**
   * Sends files that the agent does not have, in a thread of its own, until others are sent.
   *
   * @param epoch the deployment that needs them
   */
  void sendFiles(int epoch, Map<String, Path> files) {
    filesEpoch = epoch;
    start(
        "espalier-files-" + device(),
        () -> {
          try {
            for (Map.Entry<String, Path> file : files.entrySet()) {
              sendFile(epoch, file.getKey(), file.getValue());
            }
          } catch (IOException e) {
            lost(LinkAddress.reason(e));
          } catch (RuntimeException e) {
            lost("it cannot be sent its files: " + e.getMessage());
          }
        });
  }

  private void sendFile(int epoch, String sha256, Path path) throws IOException {
    ByteBuffer part = ByteBuffer.allocateDirect(PART_BYTES);
    try (FileChannel channel = FileChannel.open(path)) {
      long offset = 0;
      while (filesEpoch == epoch && (channel.read(part) >= 0 || part.position() > 0)) {
        part.flip();
        TensorValues bytes =
            new TensorValues(ElementType.UINT8, List.of((long) part.remaining()), part);
        connection.write(
            new Frame(
                FrameKind.FILE,
                epoch,
                Frame.NONE,
                Frame.NONE,
                Frame.NONE,
                Frame.NONE,
                new ControlBody.Part(sha256, offset).write(),
                Map.of("part", bytes),
                Lease.NONE));
        offset += part.remaining();
        part.clear();
      }
    }
  }

  /** For how long the agent has sent nothing since a sign of life was requested, ns. */
  long silentNs() {
    long since = waitingSinceNs.get();
    return since == 0 ? 0 : System.nanoTime() - since;
  }

  /** For how long the agent has been computing one sample, when it last said so, ns. */
  long busyNs() {
    return busySample < 0 ? 0 : busyNs;
  }

  /** A time of the agent's clock, on the own one. */
  long own(long agentNs) {
    synchronized (clock) {
      return clock.own(agentNs);
    }
  }

  long clockOffsetNs() {
    synchronized (clock) {
      return clock.isSame() ? 0 : clock.offsetNs(Long.MAX_VALUE);
    }
  }

  long clockUncertaintyNs() {
    synchronized (clock) {
      return clock.isSame() ? 0 : clock.uncertaintyNs();
    }
  }

  boolean isClosed() {
    return closed;
  }

  boolean isOpen() {
    return !closed && connection.isOpen();
  }

  @Override
  public void close() {
    closed = true;
    connection.close();
    // Wakes the threads that send, so that they end.
    outbox.add(Frame.about(FrameKind.BYE, 0, Frame.NONE));
    urgent.add(Frame.about(FrameKind.BYE, 0, Frame.NONE));
  }
}
