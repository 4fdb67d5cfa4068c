package dev.espalier.runtime.link;

import dev.espalier.internal.TimeLimit;
import dev.espalier.runtime.RuntimeFailedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/**
 * The side of a measurement that answers. It serves one measurement at a time and takes no more
 * than a peer may need: requests are limited in size, number and time, and what is received is
 * dropped.
 */
public final class LinkListener implements AutoCloseable {
  private static final int TIMEOUT_MS = 10_000;
  private static final int MAX_REQUESTS = 2_000;
  private static final long MAX_NS = 600_000_000_000L;

  /** A request takes 200 ms or twenty round trips, or on the slowest radio a minute. */
  private static final int REQUEST_MS = 120_000;

  private final ServerSocket server;
  private final int requestMs;

  private LinkListener(ServerSocket server, int requestMs) {
    this.server = server;
    this.requestMs = requestMs;
  }

  /**
   * Begins to listen.
   *
   * @param address address and port; port 0 takes a free one
   * @throws RuntimeFailedException if that is not possible
   */
  public static LinkListener open(InetSocketAddress address) {
    return open(address, REQUEST_MS);
  }

  /** Begins to listen and allows a peer this time for each request, ms. */
  static LinkListener open(InetSocketAddress address, int requestMs) {
    try {
      return new LinkListener(bound(address), requestMs);
    } catch (IOException e) {
      throw new RuntimeFailedException(
          "cannot listen on %s: %s".formatted(LinkAddress.text(address), e.getMessage()));
    }
  }

  private static ServerSocket bound(InetSocketAddress address) throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.bind(address, 1);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  /**
   * Serves peers until one of them has finished its measurement.
   *
   * @param refused receives why a peer was refused, after which the next one is served
   * @return the peer
   * @throws RuntimeFailedException if it cannot listen any longer
   */
  public InetSocketAddress serve(Consumer<String> refused) {
    while (true) {
      try (Socket socket = server.accept();
          TimeLimit limit = TimeLimit.running(socket, requestMs)) {
        InetSocketAddress peer = (InetSocketAddress) socket.getRemoteSocketAddress();
        try (LinkConnection connection = new LinkConnection(socket, TIMEOUT_MS)) {
          answer(connection, limit);
          return peer;
        } catch (IOException e) {
          refused.accept("%s: %s".formatted(LinkAddress.text(peer), LinkAddress.reason(e, limit)));
        } catch (RuntimeFailedException e) {
          refused.accept(e.getMessage());
        }
      } catch (IOException e) {
        throw new RuntimeFailedException("cannot listen any longer: " + e.getMessage());
      }
    }
  }

  private static void answer(LinkConnection connection, TimeLimit limit) throws IOException {
    long begun = System.nanoTime();
    for (int i = 0; i < MAX_REQUESTS && System.nanoTime() - begun < MAX_NS; i++) {
      limit.renew();
      byte kind = connection.kind();
      int bytes = connection.bytes();
      switch (kind) {
        case LinkConnection.PING -> connection.send(1);
        case LinkConnection.UP -> {
          connection.receive(bytes);
          connection.send(1);
        }
        case LinkConnection.DOWN -> connection.send(bytes);
        case LinkConnection.END -> {
          return;
        }
        default -> throw new IOException("an unknown request: " + kind);
      }
    }
    throw new IOException("more requests than a measurement needs");
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new RuntimeFailedException("cannot end listening: " + e.getMessage());
    }
  }
}
