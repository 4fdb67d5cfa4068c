package dev.espalier.service.http;

import dev.espalier.runtime.RuntimeFailedException;
import dev.espalier.runtime.link.LinkAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty, set up for clients that cannot be trusted. */
final class JettyServer {
  /** No thread waits for a client or a plan, so that few are enough. */
  private static final int MAX_THREADS = 16;

  private static final int MIN_THREADS = 4;

  private final Server server;
  private final ServerConnector connector;

  private JettyServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  static JettyServer start(HttpEndpoint.Settings settings) {
    HttpLimits limits = settings.limits();
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
    threads.setName("espalier-http");
    Server server = new Server(threads);
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration(limits)));
    connector.setHost(settings.address().getAddress().getHostAddress());
    connector.setPort(settings.address().getPort());
    connector.setIdleTimeout(limits.idle().toMillis());
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(limits.maxConnections(), server));
    ConnectionWatch watch = new ConnectionWatch(limits);
    connector.addBean(watch);
    server.addBean(watch);
    server.setHandler(new GracefulHandler(new RouteHandler(settings, watch)));
    server.setErrorHandler(new ProblemErrorHandler());
    open(connector, settings.address());
    try {
      server.start();
    } catch (Exception e) {
      throw new RuntimeFailedException("cannot start to answer HTTP: " + e.getMessage());
    }
    return new JettyServer(server, connector);
  }

  private static HttpConfiguration configuration(HttpLimits limits) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(limits.maxHeaderBytes());
    return configuration;
  }

  private static void open(ServerConnector connector, InetSocketAddress address) {
    try {
      connector.open();
    } catch (IOException e) {
      String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw new RuntimeFailedException(
          "cannot listen on %s: %s".formatted(LinkAddress.text(address), reason));
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
  }

  void stop(Duration patience) {
    server.setStopTimeout(patience.toMillis());
    try {
      server.stop();
    } catch (Exception e) {
      // Then connections are cut off, which is what remains to be done anyway.
    }
  }
}
