package dev.espalier.service;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.runtime.RuntimeFailedException;
import dev.espalier.search.online.MovePolicy;
import dev.espalier.service.http.Answer;
import dev.espalier.service.http.BearerToken;
import dev.espalier.service.http.HttpEndpoint;
import dev.espalier.service.http.HttpLimits;
import dev.espalier.service.http.Route;
import dev.espalier.service.metrics.Metrics;
import dev.espalier.service.metrics.MetricsEndpoint;
import dev.espalier.service.plan.PlanningLimits;
import dev.espalier.service.plan.PlanningService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Plans, evaluations and decisions over HTTP, with metrics and a description of itself. */
public final class PlannerService implements AutoCloseable {
  /** Time for plans that are being made to end by themselves when the service is stopped. */
  private static final Duration TO_FINISH = Duration.ofSeconds(4);

  /** Time for answers to be sent then. */
  private static final Duration TO_ANSWER = Duration.ofSeconds(3);

  private final PlanningService planning;
  private final HttpEndpoint endpoint;

  private PlannerService(PlanningService planning, HttpEndpoint endpoint) {
    this.planning = planning;
    this.endpoint = endpoint;
  }

  /**
   * Starts to listen.
   *
   * @param address where to listen; port 0 takes a free one
   * @param token what clients must send; empty on this machine alone
   * @param policy when the plans of kept problems are left for better ones
   * @param log receives a line for each unexpected failure
   * @throws InvalidFieldException if the address is one of another machine and there is no token
   * @throws RuntimeFailedException if it cannot listen there, or a library is missing
   */
  public static PlannerService start(
      InetSocketAddress address,
      Optional<BearerToken> token,
      HttpLimits http,
      PlanningLimits limits,
      MovePolicy policy,
      Consumer<String> log) {
    if (token.isEmpty() && !address.getAddress().isLoopbackAddress()) {
      throw new InvalidFieldException(
          "listen",
          "%s: expected an address of this machine such as 127.0.0.1; any other one needs a token"
              .formatted(address.getHostString()));
    }
    Metrics metrics = Metrics.create();
    PlanningService planning = new PlanningService(limits, policy, metrics);
    List<Route> routes = new ArrayList<>(planning.routes());
    routes.add(MetricsEndpoint.route(metrics));
    String description = description();
    routes.add(Route.get("/openapi.json", call -> Answer.json(description)));
    routes.add(Route.get("/healthz", call -> Answer.json("{\"status\":\"up\"}\n")).open());
    try {
      return new PlannerService(
          planning,
          HttpEndpoint.start(
              new HttpEndpoint.Settings(address, http, token, routes, metrics::answered, log)));
    } catch (RuntimeException e) {
      planning.close();
      throw e;
    }
  }

  /** The description of the service, an OpenAPI 3.1 document. */
  private static String description() {
    try (InputStream in = PlannerService.class.getResourceAsStream("openapi.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The address that it listens on, with the port that was taken. */
  public InetSocketAddress address() {
    return endpoint.address();
  }

  /**
   * Stops: takes no more connections, lets plans that are being made end, after some seconds with
   * the best plan so far, and sends the answers.
   */
  @Override
  public void close() {
    Thread patience = new Thread(this::endPlans, "espalier-service-stop");
    patience.setDaemon(true);
    patience.start();
    endpoint.stop(TO_FINISH.plus(TO_ANSWER));
    patience.interrupt();
    planning.close();
  }

  private void endPlans() {
    try {
      Thread.sleep(TO_FINISH.toMillis());
      planning.stop();
    } catch (InterruptedException e) {
      // All has ended by itself.
    }
  }
}
