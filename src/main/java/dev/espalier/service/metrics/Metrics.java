package dev.espalier.service.metrics;

import dev.espalier.plan.Plan;
import dev.espalier.runtime.RuntimeFailedException;
import dev.espalier.search.online.Decision;
import dev.espalier.search.online.Move;
import dev.espalier.service.http.HttpEndpoint;
import java.time.Duration;
import java.util.Optional;

/**
 * Counts and measures what a process that runs for long does, and writes it in the text format of
 * Prometheus. Safe for use by several threads.
 */
public final class Metrics {
  private final Registry registry;

  private Metrics(Registry registry) {
    this.registry = registry;
  }

  /**
   * Metrics that begin at 0.
   *
   * @throws RuntimeFailedException if Micrometer is missing
   */
  public static Metrics create() {
    try {
      return new Metrics(new Registry());
    } catch (NoClassDefFoundError e) {
      throw HttpEndpoint.missing(
          "Micrometer",
          "counts and measures",
          "micrometer-registry-prometheus-VERSION.jar",
          "io.micrometer:micrometer-registry-prometheus");
    }
  }

  /**
   * A call was answered.
   *
   * @param route path of its route
   * @param status status code
   * @param nanos time that the answer took, ns
   */
  public void answered(String route, String method, int status, long nanos) {
    registry
        .timer(
            "espalier.http.requests",
            "HTTP requests by route, method and status",
            "route",
            route,
            "method",
            method,
            "status",
            String.valueOf(status))
        .record(Duration.ofNanos(nanos));
  }

  /** A plan, an evaluation or a decision has begun to be made. */
  public void planningBegan() {
    registry.running().incrementAndGet();
  }

  /**
   * A plan, an evaluation or a decision was made, or could not be.
   *
   * @param kind what it was, such as {@code plan}
   * @param outcome how it ended, such as {@code planned}
   * @param nanos time that it took, ns
   */
  public void planningEnded(String kind, String outcome, long nanos) {
    registry.running().decrementAndGet();
    registry
        .timer(
            "espalier.plannings",
            "Plans, evaluations and decisions by outcome",
            "kind",
            kind,
            "outcome",
            outcome)
        .record(Duration.ofNanos(nanos));
  }

  /** So many plannings wait for others to end. */
  public void waiting(int plannings) {
    registry.waiting().set(plannings);
  }

  /**
   * Changes were read.
   *
   * @param result {@code applied} or {@code refused}
   */
  public void changed(String result, int changes) {
    registry
        .counter("espalier.changes", "Changes of the world by result", "result", result)
        .increment(changes);
  }

  /**
   * A decision was made, which says what is deployed.
   *
   * @param nanos time that it took, ns
   */
  public void decided(Decision decision, long nanos) {
    Optional<Move> move = decision.move().filter(made -> decision.action().isMove());
    decided(
        decision.action().label(),
        move.map(Move::devices).orElse(0),
        move.map(Move::weightBytes).orElse(0L),
        nanos);
    boolean isBounded = decision.best().isPresent();
    deployed(
        decision.after().map(Plan::value).orElse(Double.NaN),
        isBounded ? decision.lowerBound() : Double.NaN);
  }

  /**
   * A decision was made.
   *
   * @param decision what was decided, such as {@code keep} or {@code move}
   * @param movedDevices number of devices whose slice changed
   * @param movedBytes weights that move over links, bytes
   * @param nanos time that the decision took, ns
   */
  public void decided(String decision, int movedDevices, double movedBytes, long nanos) {
    registry
        .timer("espalier.decisions", "Decisions by what was decided", "decision", decision)
        .record(Duration.ofNanos(nanos));
    registry
        .counter("espalier.moved.devices", "Devices whose slice changed")
        .increment(movedDevices);
    registry
        .counter("espalier.moved.bytes", "Weights that moved over links, bytes")
        .increment(movedBytes);
  }

  /**
   * The plan that is deployed after the last decision.
   *
   * @param cost its value, in the unit of the objective
   * @param bound no feasible plan has a smaller value
   */
  public void deployed(double cost, double bound) {
    registry.cost().set(cost);
    registry.bound().set(bound);
  }

  /** Number of problems that are kept. */
  public void kept(int problems) {
    registry.kept().set(problems);
  }

  /** All metrics in the text format of Prometheus, version 0.0.4. */
  public String text() {
    return registry.text();
  }
}
