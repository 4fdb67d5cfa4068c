package dev.espalier.runtime.link;

import dev.espalier.internal.TimeLimit;
import dev.espalier.profile.Timing;
import dev.espalier.runtime.RuntimeFailedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.Consumer;

/**
 * The side of a measurement that measures. Latency is that of single bytes that go there and back.
 * Bandwidth is that of transfers which are long enough for their time to be that of the bytes; a
 * round trip, which a transfer takes beside it, is subtracted. Runs before the measured ones are
 * dropped, in which the transport protocol finds its speed.
 */
public final class LinkMeter {
  private static final int TIMEOUT_MS = 30_000;
  private static final int CONNECT_TIMEOUT_MS = 10_000;
  private static final int REQUEST_MS = 120_000;
  private static final int PINGS = 100;
  private static final int WARM_UP_PINGS = 10;
  private static final int FIRST_BYTES = 1 << 14;
  private static final double LONG_ENOUGH_MS = 200;

  /** A transfer this much longer than a round trip is one of bytes, not of waiting. */
  private static final double ROUND_TRIPS = 20;

  private static final double NS_PER_MS = 1e6;

  /** Times below are those of the clock, not of a link. */
  private static final double MIN_MS = 1e-3;

  private final LinkConnection connection;
  private final TimeLimit limit;
  private final int runs;

  private LinkMeter(LinkConnection connection, TimeLimit limit, int runs) {
    this.connection = connection;
    this.limit = limit;
    this.runs = runs;
  }

  /**
   * Measures the links to and from a machine that listens.
   *
   * @param runs number of transfers in each direction
   * @param progress receives what is being measured
   * @throws RuntimeFailedException if there is none, it is another program, or the connection fails
   */
  public static LinkMeasurement measure(
      InetSocketAddress address, int runs, Consumer<String> progress) {
    try (Socket socket = new Socket()) {
      socket.connect(address, CONNECT_TIMEOUT_MS);
      return measure(socket, runs, progress);
    } catch (IOException e) {
      throw failed(address, LinkAddress.reason(e));
    }
  }

  private static LinkMeasurement measure(Socket socket, int runs, Consumer<String> progress)
      throws IOException {
    TimeLimit limit = TimeLimit.running(socket, REQUEST_MS);
    try (limit;
        LinkConnection connection = new LinkConnection(socket, TIMEOUT_MS)) {
      return new LinkMeter(connection, limit, runs).measure(progress);
    } catch (IOException e) {
      throw failed(
          (InetSocketAddress) socket.getRemoteSocketAddress(), LinkAddress.reason(e, limit));
    }
  }

  private static RuntimeFailedException failed(InetSocketAddress address, String reason) {
    return new RuntimeFailedException("%s: %s".formatted(LinkAddress.text(address), reason));
  }

  private LinkMeasurement measure(Consumer<String> progress) throws IOException {
    progress.accept("latency");
    Timing roundTrip = pings();
    progress.accept("bandwidth to it");
    LinkMeasurement.Bulk up = bulk(LinkConnection.UP, roundTrip.medianMs());
    progress.accept("bandwidth from it");
    LinkMeasurement.Bulk down = bulk(LinkConnection.DOWN, roundTrip.medianMs());
    connection.request(LinkConnection.END, 0);
    return new LinkMeasurement(roundTrip, up, down);
  }

  private Timing pings() throws IOException {
    for (int i = 0; i < WARM_UP_PINGS; i++) {
      ms(LinkConnection.PING, 0);
    }
    double[] ms = new double[PINGS];
    for (int i = 0; i < PINGS; i++) {
      ms[i] = ms(LinkConnection.PING, 0);
    }
    return Timing.ofRuns(ms);
  }

  /** Doubles the size until a transfer is long enough, and measures that size. */
  private LinkMeasurement.Bulk bulk(byte kind, double roundTripMs) throws IOException {
    int bytes = FIRST_BYTES;
    double enoughMs = Math.max(LONG_ENOUGH_MS, ROUND_TRIPS * roundTripMs);
    while (ms(kind, bytes) < enoughMs && bytes < LinkConnection.MAX_BYTES) {
      bytes *= 2;
    }
    double[] ms = new double[runs];
    for (int i = 0; i < runs; i++) {
      ms[i] = Math.max(MIN_MS, ms(kind, bytes) - roundTripMs);
    }
    return new LinkMeasurement.Bulk(bytes, Timing.ofRuns(ms));
  }

  private double ms(byte kind, int bytes) throws IOException {
    limit.renew();
    long begun = System.nanoTime();
    connection.request(kind, bytes);
    if (kind == LinkConnection.UP) {
      connection.send(bytes);
    }
    connection.receive(kind == LinkConnection.DOWN ? bytes : 1);
    return (System.nanoTime() - begun) / NS_PER_MS;
  }
}
