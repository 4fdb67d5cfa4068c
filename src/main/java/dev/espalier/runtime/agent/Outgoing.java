package dev.espalier.runtime.agent;

import dev.espalier.runtime.link.LinkAddress;
import dev.espalier.runtime.standin.LinkShaper;
import dev.espalier.runtime.wire.Frame;
import dev.espalier.runtime.wire.FrameConnection;
import dev.espalier.runtime.wire.FrameKind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Sends samples to another stage, at most a window of them beyond those that it has confirmed. What
 * is not confirmed is held: it is the last safe point of the sample, should the other device fail.
 *
 * <p>Answers have a window of their own. Were they to wait behind samples, these could wait for one
 * another: where a device is source and sink has the first slice, say, samples wait until those
 * before them are passed on, which come back and end as answers to that very device.
 */
final class Outgoing implements AutoCloseable {
  /** Opens the connection to the other stage. */
  @FunctionalInterface
  interface Connector {
    FrameConnection connect() throws IOException;
  }

  /** Receives what became of the connection and its messages. */
  interface Listener {
    /** A message begins to be sent: its answer may come before it is known to be sent. */
    void sending(StampedHop hop);

    /** The connection failed. */
    void failed(String reason);
  }

  private final Connector connector;
  private final LinkShaper shaper;
  private final Listener listener;
  private final Lane samples;
  private final Lane answers;
  private final Deque<Departure> unconfirmed = new ArrayDeque<>();
  private final Thread sender;
  private FrameConnection connection;
  private boolean closed;

  /** When the other stage last confirmed something, or had nothing to confirm. */
  private long progressNs = System.nanoTime();

  Outgoing(Connector connector, LinkShaper shaper, int window, Listener listener) {
    this.connector = connector;
    this.shaper = shaper;
    this.listener = listener;
    samples = new Lane(window);
    answers = new Lane(window);
    sender = thread("espalier-send", this::send);
  }

  /** Messages of one kind. */
  private static final class Lane {
    private final Deque<Departure> waiting = new ArrayDeque<>();

    /** When each credit arrived that is left; those of the first messages were always there. */
    private final Deque<Long> credits = new ArrayDeque<>();

    Lane(int window) {
      for (int i = 0; i < window; i++) {
        credits.add(Long.MIN_VALUE);
      }
    }

    boolean isReady() {
      return !waiting.isEmpty() && !credits.isEmpty();
    }
  }

  private Lane lane(Departure departure) {
    return departure.frame().kind() == FrameKind.ANSWER ? answers : samples;
  }

  private static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  void start() {
    sender.start();
  }

  /**
   * Appends a message; never waits. What waits is bounded by the windows of those from whom the
   * samples came, as none of these counts as passed on before it is sent.
   */
  synchronized void put(Departure departure) {
    lane(departure).waiting.add(departure);
    notifyAll();
  }

  private void send() {
    try (FrameConnection opened = connector.connect()) {
      open(opened);
      thread("espalier-credit", () -> receive(opened)).start();
      while (true) {
        Departure next = take();
        if (next == null) {
          return;
        }
        long readyNs = Math.max(next.hop().readyNs(), creditNs);
        long sentNs = Math.max(shaper.begin(readyNs), readyNs);
        shaper.readyAt(readyNs);
        listener.sending(next.hop().sentAt(sentNs));
        opened.write(next.frame());
        written();
        next.passedOn().run();
      }
    } catch (InterruptedException | InterruptedIOException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      fail(LinkAddress.reason(e));
    } catch (RuntimeException e) {
      fail(Faults.reason(e));
    }
  }

  private synchronized void open(FrameConnection opened) {
    connection = opened;
    if (closed) {
      opened.close();
    }
  }

  /** When the credit arrived of the message that is sent now; the sender's own. */
  private long creditNs;

  /** The next message once there is a credit for it; null when this is closed. */
  private synchronized Departure take() throws InterruptedException {
    while (!closed && !answers.isReady() && !samples.isReady()) {
      wait();
    }
    if (closed) {
      return null;
    }
    // Answers first, as they end samples.
    Lane lane = answers.isReady() ? answers : samples;
    Departure next = lane.waiting.remove();
    creditNs = lane.credits.remove();
    if (unconfirmed.isEmpty()) {
      progressNs = System.nanoTime();
    }
    unconfirmed.add(next);
    notifyAll();
    return next;
  }

  /** A large message may take longer on its way than a peer may take to react. */
  private synchronized void written() {
    progressNs = System.nanoTime();
  }

  private void receive(FrameConnection from) {
    try {
      while (true) {
        try (Frame frame = from.read()) {
          if (frame.kind() != FrameKind.CREDIT) {
            throw new IOException("expected a CREDIT frame but found " + frame.kind());
          }
          confirm(frame.sample(), frame.segment());
        }
      }
    } catch (IOException e) {
      fail(LinkAddress.reason(e));
    } catch (RuntimeException e) {
      fail(Faults.reason(e));
    }
  }

  /** A sample may be unconfirmed twice: on its way to be computed, and as an answer. */
  private synchronized void confirm(long sample, int segment) throws IOException {
    Departure confirmed =
        unconfirmed.stream()
            .filter(
                departure ->
                    departure.frame().sample() == sample && departure.frame().segment() == segment)
            .findFirst()
            .orElseThrow(() -> new IOException("sample %d was not sent".formatted(sample)));
    unconfirmed.remove(confirmed);
    confirmed.frame().close();
    progressNs = System.nanoTime();
    lane(confirmed).credits.add(progressNs);
    notifyAll();
  }

  private void fail(String reason) {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      notifyAll();
    }
    listener.failed(reason);
  }

  /** For how long messages have been sent without any confirmation, ns; 0 if all is well. */
  synchronized long stalledNs() {
    return closed || unconfirmed.isEmpty() ? 0 : System.nanoTime() - progressNs;
  }

  /** Ends the connection; what is not confirmed stays here. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
      if (connection != null) {
        connection.close();
      }
    }
    // The sender is not interrupted: it may be confirming a sample over another connection, which
    // an interrupt would end. It notices at its next write, that of a chunk at the latest.
  }

  /** Hands over what was never confirmed, in order; call it after {@link #close}. */
  synchronized List<Frame> takeHeld() {
    List<Frame> held = new ArrayList<>();
    unconfirmed.forEach(departure -> held.add(departure.frame()));
    unconfirmed.clear();
    for (Lane lane : List.of(answers, samples)) {
      lane.waiting.forEach(departure -> held.add(departure.frame()));
      lane.waiting.clear();
    }
    return held;
  }
}
