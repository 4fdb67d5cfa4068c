package dev.espalier.service.http;

import dev.espalier.runtime.RuntimeFailedException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Listens on an address and answers calls. Its threads are those of Jetty. */
public final class HttpEndpoint implements AutoCloseable {
  private final JettyServer server;

  private HttpEndpoint(JettyServer server) {
    this.server = server;
  }

  /**
   * What is served.
   *
   * @param address where to listen; port 0 takes a free one
   * @param limits what clients may use
   * @param token what clients must send; empty if anybody who reaches the address is served
   * @param routes what is answered
   * @param listener receives what was answered
   * @param log receives a line for each unexpected failure
   */
  public record Settings(
      InetSocketAddress address,
      HttpLimits limits,
      Optional<BearerToken> token,
      List<Route> routes,
      CallListener listener,
      Consumer<String> log) {}

  /**
   * Starts to listen.
   *
   * @throws RuntimeFailedException if it cannot listen there, or Jetty is missing
   */
  public static HttpEndpoint start(Settings settings) {
    try {
      return new HttpEndpoint(JettyServer.start(settings));
    } catch (NoClassDefFoundError e) {
      throw missing(
          "Jetty", "answers HTTP", "jetty-server-VERSION.jar", "org.eclipse.jetty:jetty-server");
    }
  }

  /** The error that a library beside the jar is missing. */
  public static RuntimeFailedException missing(
      String library, String does, String jar, String coordinates) {
    return new RuntimeFailedException(
        "%s is missing, which %s: expected %s and those it needs in the folder lib beside espalier.jar (in Maven: %s)"
            .formatted(library, does, jar, coordinates));
  }

  /** The address that it listens on, with the port that was taken. */
  public InetSocketAddress address() {
    return server.address();
  }

  /**
   * Stops to listen, and waits for the answers that are being made.
   *
   * @param patience maximum time to wait
   */
  public void stop(Duration patience) {
    server.stop(patience);
  }

  /** Stops at once. */
  @Override
  public void close() {
    stop(Duration.ZERO);
  }
}
