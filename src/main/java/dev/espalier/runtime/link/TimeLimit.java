package dev.espalier.runtime.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;

/**
 * Closes a socket when the time for what is being done has passed. A timeout of the socket limits
 * how long a read waits for the next byte; it limits neither a write to a peer that does not read
 * nor a peer that sends one byte at a time.
 */
final class TimeLimit extends TimerTask implements AutoCloseable {
  private static final int CHECKS = 20;

  private final Timer timer = new Timer("espalier-link", true);
  private final Socket socket;
  private final long limitNs;
  private volatile long begunNs = System.nanoTime();
  private volatile boolean isOver;

  /**
   * @param limitMs maximum time between two calls of {@link #renew}, ms
   */
  TimeLimit(Socket socket, int limitMs) {
    this.socket = socket;
    limitNs = TimeUnit.MILLISECONDS.toNanos(limitMs);
    int period = Math.max(1, limitMs / CHECKS);
    timer.schedule(this, period, period);
  }

  /** Begins the time anew. */
  void renew() {
    begunNs = System.nanoTime();
  }

  /** Why a connection failed. */
  String reason(IOException e) {
    return isOver ? "it took too long" : LinkAddress.reason(e);
  }

  @Override
  public void run() {
    if (System.nanoTime() - begunNs > limitNs) {
      isOver = true;
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    timer.cancel();
  }
}
