package dev.espalier.service.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/**
 * Cuts off clients that send a request so slowly that they only hold a connection. Jetty 12 closes
 * connections without any bytes, but a byte now and then keeps them open, and its setting of a
 * minimum rate has no effect.
 */
final class ConnectionWatch extends AbstractLifeCycle implements Connection.Listener {
  private static final long PERIOD_MS = 500;

  private final HttpLimits limits;
  private final Map<Connection, Reception> receptions = new ConcurrentHashMap<>();
  private ScheduledExecutorService clock;

  ConnectionWatch(HttpLimits limits) {
    this.limits = limits;
  }

  /** What a connection has received of the present request. */
  private final class Reception {
    private final Connection connection;

    /** Number of bytes that had been received when the last request was answered. */
    private long bytesBefore;

    /** When the first byte of the present request was seen; 0 if none was. */
    private long sinceNanos;

    /** Whether a request was received in full and is not answered. */
    private boolean complete;

    private Runnable tooSlow;

    Reception(Connection connection) {
      this.connection = connection;
      tooSlow = this::cutOff;
    }

    private void cutOff() {
      connection.getEndPoint().close();
    }

    synchronized void receiving(Runnable otherwise) {
      tooSlow = otherwise;
    }

    synchronized void received() {
      complete = true;
    }

    synchronized void answered() {
      complete = false;
      bytesBefore = connection.getBytesIn();
      sinceNanos = 0;
      tooSlow = this::cutOff;
    }

    /** What is to be done as the client is too slow; nothing if it is not. */
    synchronized Runnable due(long nowNanos) {
      long bytes = connection.getBytesIn() - bytesBefore;
      if (complete || bytes == 0) {
        return null;
      }
      if (sinceNanos == 0) {
        sinceNanos = nowNanos;
      }
      if (!isTooSlow(bytes, nowNanos - sinceNanos)) {
        return null;
      }
      Runnable due = tooSlow;
      tooSlow = this::cutOff; // if an answer does not end it
      return due;
    }
  }

  private boolean isTooSlow(long bytes, long nanos) {
    double seconds = nanos / 1e9;
    return nanos > limits.maxReceiving().toNanos()
        || nanos > limits.patience().toNanos() && bytes < limits.minBytesPerSecond() * seconds;
  }

  @Override
  protected void doStart() {
    clock =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "espalier-http-watch");
              thread.setDaemon(true);
              return thread;
            });
    clock.scheduleWithFixedDelay(this::look, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
  }

  @Override
  protected void doStop() {
    clock.shutdownNow();
  }

  private void look() {
    long now = System.nanoTime();
    for (Reception reception : receptions.values()) {
      try {
        Runnable due = reception.due(now);
        if (due != null) {
          due.run();
        }
      } catch (RuntimeException e) {
        reception.cutOff(); // one connection must not end the watch over the others
      }
    }
  }

  @Override
  public void onOpened(Connection connection) {
    receptions.put(connection, new Reception(connection));
  }

  @Override
  public void onClosed(Connection connection) {
    receptions.remove(connection);
  }

  /**
   * The header of a request was received and its body is awaited.
   *
   * @param tooSlow what to do instead of cutting the client off at once
   */
  void receiving(Connection connection, Runnable tooSlow) {
    Reception reception = receptions.get(connection);
    if (reception != null) {
      reception.receiving(tooSlow);
    }
  }

  /** A request was received in full. */
  void received(Connection connection) {
    Reception reception = receptions.get(connection);
    if (reception != null) {
      reception.received();
    }
  }

  /** A request was answered. */
  void answered(Connection connection) {
    Reception reception = receptions.get(connection);
    if (reception != null) {
      reception.answered();
    }
  }
}
