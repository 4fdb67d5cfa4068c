package dev.espalier.service.metrics;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.runtime.RuntimeFailedException;
import dev.espalier.service.http.Answer;
import dev.espalier.service.http.CallListener;
import dev.espalier.service.http.HttpEndpoint;
import dev.espalier.service.http.HttpLimits;
import dev.espalier.service.http.Route;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Serves metrics, and nothing else, at {@code /metrics}. */
public final class MetricsEndpoint implements AutoCloseable {
  private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";
  private static final int MAX_CONNECTIONS = 16;

  private final HttpEndpoint endpoint;

  private MetricsEndpoint(HttpEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Starts to listen.
   *
   * @param address where to listen, on this machine; port 0 takes a free one
   * @param log receives a line for each unexpected failure
   * @throws InvalidFieldException if the address is one of another machine, as nothing protects it
   * @throws RuntimeFailedException if it cannot listen there, or a library is missing
   */
  public static MetricsEndpoint start(
      InetSocketAddress address, Metrics metrics, Consumer<String> log) {
    if (!address.getAddress().isLoopbackAddress()) {
      throw new InvalidFieldException(
          "metrics",
          "%s: expected an address of this machine such as 127.0.0.1:9464"
              .formatted(address.getHostString()));
    }
    return new MetricsEndpoint(
        HttpEndpoint.start(
            new HttpEndpoint.Settings(
                address,
                HttpLimits.DEFAULTS.with(1, MAX_CONNECTIONS),
                Optional.empty(),
                List.of(route(metrics)),
                CallListener.NONE,
                log)));
  }

  /** The route of metrics, for an endpoint that has others as well. */
  public static Route route(Metrics metrics) {
    return Route.get("/metrics", call -> new Answer(200, TEXT_FORMAT, metrics.text(), Map.of()));
  }

  /** The address that it listens on, with the port that was taken. */
  public InetSocketAddress address() {
    return endpoint.address();
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
