package dev.espalier.runtime.agent;

import dev.espalier.runtime.link.LinkAddress;
import dev.espalier.runtime.wire.Frame;
import dev.espalier.runtime.wire.FrameConnection;
import dev.espalier.runtime.wire.FrameFormatException;
import dev.espalier.runtime.wire.FrameKind;
import dev.espalier.runtime.wire.Lease;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Receives samples from another stage, and confirms those that were passed on. */
final class Incoming implements AutoCloseable {
  /** Receives what arrives. */
  interface Listener {
    /** A sample or an answer. */
    void arrived(Message message);

    /** The connection failed, or the other side sends what it must not. */
    void failed(String reason);
  }

  private final FrameConnection connection;
  private final int window;
  private final Listener listener;
  private final LinkedBlockingQueue<Frame> confirmed = new LinkedBlockingQueue<>();
  private final AtomicInteger pendingSamples = new AtomicInteger();
  private final AtomicInteger pendingAnswers = new AtomicInteger();
  private final Thread reader = new Thread(this::read, "espalier-receive");
  private final Thread confirmer = new Thread(this::confirm, "espalier-confirm");
  private volatile boolean closed;
  private Frame first;

  Incoming(FrameConnection connection, int window, Listener listener) {
    this.connection = connection;
    this.window = window;
    this.listener = listener;
    reader.setDaemon(true);
    confirmer.setDaemon(true);
  }

  /**
   * Begins to receive.
   *
   * @param first the frame by which the connection began
   */
  void start(Frame first) {
    this.first = first;
    reader.start();
    confirmer.start();
  }

  private void read() {
    try {
      accept(first, System.nanoTime());
      while (!closed) {
        Frame frame = connection.read();
        accept(frame, System.nanoTime());
      }
    } catch (IOException e) {
      fail(LinkAddress.reason(e));
    } catch (RuntimeException e) {
      fail(Faults.reason(e));
    }
  }

  private void fail(String reason) {
    boolean isNews = !closed;
    close();
    if (isNews) {
      listener.failed(reason);
    }
  }

  private void accept(Frame frame, long arrivedNs) throws FrameFormatException {
    if (frame.kind() != FrameKind.DATA && frame.kind() != FrameKind.ANSWER) {
      frame.close();
      throw new FrameFormatException("expected a DATA or ANSWER frame but found " + frame.kind());
    }
    AtomicInteger pending = frame.kind() == FrameKind.DATA ? pendingSamples : pendingAnswers;
    if (pending.incrementAndGet() > window) {
      frame.close();
      throw new FrameFormatException(
          "expected at most %d samples that are not confirmed but found more".formatted(window));
    }
    Frame credit = credit(frame);
    listener.arrived(
        new Message(
            frame,
            arrivedNs,
            () -> {
              pending.decrementAndGet();
              confirmed.add(credit);
            }));
  }

  private static Frame credit(Frame frame) {
    return new Frame(
        FrameKind.CREDIT,
        frame.epoch(),
        frame.sample(),
        frame.segment(),
        Frame.NONE,
        Frame.NONE,
        "",
        Map.of(),
        Lease.NONE);
  }

  /** Credits may take as long as the link back does, which must not hold up anything else. */
  private void confirm() {
    try {
      while (!closed) {
        connection.write(confirmed.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The reader of this connection notices, too.
      connection.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    connection.close();
    confirmer.interrupt();
  }
}
