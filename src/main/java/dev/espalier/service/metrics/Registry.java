package dev.espalier.service.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The meters, as Micrometer keeps them. */
final class Registry {
  /** Upper ends of the buckets of durations. */
  private static final Duration[] BUCKETS = {
    Duration.ofNanos(200_000),
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(200),
    Duration.ofSeconds(1),
    Duration.ofSeconds(10)
  };

  /** A number that is read when metrics are. */
  static final class Level {
    private volatile double value = Double.NaN;

    void set(double now) {
      value = now;
    }

    private double get() {
      return value;
    }
  }

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger kept = new AtomicInteger();
  private final Level cost = new Level();
  private final Level bound = new Level();

  Registry() {
    gauge("espalier.plannings.running", "Plannings that are being made", running);
    gauge("espalier.plannings.waiting", "Plannings that wait for others to end", waiting);
    gauge("espalier.problems", "Problems that are kept", kept);
    level("espalier.predicted.cost", "Predicted value of the deployed plan", cost);
    level("espalier.predicted.bound", "No feasible plan has a smaller value", bound);
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
  }

  private void gauge(String name, String description, AtomicInteger number) {
    Gauge.builder(name, number, AtomicInteger::get).description(description).register(meters);
  }

  private void level(String name, String description, Level level) {
    Gauge.builder(name, level, Level::get).description(description).register(meters);
  }

  /** The timer of that name and these tags. */
  Timer timer(String name, String description, String... tags) {
    return Timer.builder(name)
        .description(description)
        .tags(tags)
        .serviceLevelObjectives(BUCKETS)
        .register(meters);
  }

  /** The counter of that name and these tags. */
  Counter counter(String name, String description, String... tags) {
    return Counter.builder(name).description(description).tags(tags).register(meters);
  }

  AtomicInteger running() {
    return running;
  }

  AtomicInteger waiting() {
    return waiting;
  }

  AtomicInteger kept() {
    return kept;
  }

  Level cost() {
    return cost;
  }

  Level bound() {
    return bound;
  }

  /** All meters in the text format of Prometheus. */
  String text() {
    return meters.scrape();
  }
}
