package dev.espalier.cli.command.watch;

import dev.espalier.internal.Printable;
import dev.espalier.runtime.link.LinkAddress;
import dev.espalier.search.online.Decision;
import dev.espalier.service.metrics.Metrics;
import dev.espalier.service.metrics.MetricsEndpoint;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** The option that serves metrics of decisions. */
final class MetricsOption {
  @Option(
      names = "--metrics",
      paramLabel = "HOST:PORT",
      description =
          "Serve metrics for Prometheus at http://HOST:PORT/metrics, on an address of this machine"
              + " such as 127.0.0.1:9464.")
  private String address;

  /** Metrics that are served until this is closed. */
  static final class Served implements AutoCloseable {
    private final Metrics metrics;
    private final MetricsEndpoint endpoint;

    private Served(Metrics metrics, MetricsEndpoint endpoint) {
      this.metrics = metrics;
      this.endpoint = endpoint;
    }

    /** A decision was made in so many ns. */
    void decided(Decision decision, long nanos) {
      if (metrics != null) {
        metrics.decided(decision, nanos);
      }
    }

    @Override
    public void close() {
      if (endpoint != null) {
        endpoint.close();
      }
    }
  }

  /** Starts to serve, if an address is given. */
  Served start(PrintWriter err) {
    if (address == null) {
      return new Served(null, null);
    }
    Metrics metrics = Metrics.create();
    MetricsEndpoint endpoint =
        MetricsEndpoint.start(
            LinkAddress.parse("metrics", address, false),
            metrics,
            line -> err.println(Printable.line(line)));
    err.println("metrics at http://" + LinkAddress.text(endpoint.address()) + "/metrics");
    return new Served(metrics, endpoint);
  }
}
