package dev.espalier.internal;

import java.io.Closeable;
import java.io.IOException;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection when the time for what is being done has passed. A timeout of a socket limits
 * how long a read waits for the next byte; it limits neither a write to a peer that does not read
 * nor a peer that sends one byte at a time.
 */
public final class TimeLimit extends TimerTask implements AutoCloseable {
  private static final Timer TIMER = new Timer("espalier-limits", true);
  private static final int CHECKS = 20;
  private static final int MAX_PERIOD_MS = 500;

  private final Closeable connection;
  private final long limitMs;
  private volatile long endNs;
  private volatile boolean isRunning;
  private volatile boolean isOver;

  private TimeLimit(Closeable connection, long limitMs) {
    this.connection = connection;
    this.limitMs = limitMs;
    long period = Math.max(1, Math.min(MAX_PERIOD_MS, limitMs / CHECKS));
    TIMER.schedule(this, period, period);
  }

  /**
   * A limit whose time begins at once.
   *
   * @param limitMs maximum time between two calls of {@link #renew}, ms
   */
  public static TimeLimit running(Closeable connection, long limitMs) {
    TimeLimit limit = new TimeLimit(connection, limitMs);
    limit.renew();
    return limit;
  }

  /**
   * A limit whose time begins with {@link #renew}.
   *
   * @param limitMs maximum time between two calls of {@link #renew}, ms
   */
  public static TimeLimit paused(Closeable connection, long limitMs) {
    return new TimeLimit(connection, limitMs);
  }

  /** Begins the time anew. */
  public void renew() {
    renew(limitMs);
  }

  /** Begins the time anew, with so many ms until it is over. */
  public void renew(long ms) {
    endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
    isRunning = true;
  }

  /** Lets any time pass until {@link #renew} is called. */
  public void pause() {
    isRunning = false;
  }

  /** Whether the time was over and the connection was closed for it. */
  public boolean isOver() {
    return isOver;
  }

  @Override
  public void run() {
    if (isRunning && System.nanoTime() - endNs > 0) {
      isOver = true;
      cancel();
      try {
        connection.close();
      } catch (IOException e) {
        // The timer serves other connections, too; this one fails in the thread that uses it.
      }
    }
  }

  @Override
  public void close() {
    cancel();
  }
}
