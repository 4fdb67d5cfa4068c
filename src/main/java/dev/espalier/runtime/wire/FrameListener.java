package dev.espalier.runtime.wire;

import dev.espalier.runtime.RuntimeFailedException;
import dev.espalier.runtime.link.LinkAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Accepts connections and lets peers prove who they are, each in a thread of its own, so that a
 * slow or silent one keeps no other waiting. Both kinds of peers are bounded in number: while too
 * many prove themselves, the one that began first gives way, and a peer that has proved itself is
 * refused while there are too many connections.
 */
public final class FrameListener implements AutoCloseable {
  /** Maximum number of peers that are proving who they are. */
  static final int MAX_UNPROVED = 16;

  /** Maximum number of connections. */
  static final int MAX_CONNECTIONS = 64;

  /** Maximum number of connections that wait to be accepted. */
  private static final int BACKLOG = 256;

  private static final int RETRY_MS = 50;

  private final ServerSocketChannel server;
  private final Endpoint endpoint;
  private final Consumer<FrameConnection> connected;
  private final Consumer<String> refused;
  private final Deque<SocketChannel> unproved = new ArrayDeque<>();
  private final Map<SocketChannel, FrameConnection> proved = new HashMap<>();

  private FrameListener(
      ServerSocketChannel server,
      Endpoint endpoint,
      Consumer<FrameConnection> connected,
      Consumer<String> refused) {
    this.server = server;
    this.endpoint = endpoint;
    this.connected = connected;
    this.refused = refused;
  }

  /**
   * Begins to listen.
   *
   * @param address address and port; port 0 takes a free one
   * @param connected receives each connection, in a thread of its own that it may keep; closes the
   *     connection at the end
   * @param refused receives why a peer was refused
   * @throws dev.espalier.error.InvalidFieldException if the address can be reached from other
   *     machines and peers prove nothing
   * @throws RuntimeFailedException if it cannot listen there
   */
  public static FrameListener open(
      InetSocketAddress address,
      Endpoint endpoint,
      Consumer<FrameConnection> connected,
      Consumer<String> refused) {
    endpoint.security().requireAllowed(address);
    try {
      FrameListener listener = new FrameListener(bound(address), endpoint, connected, refused);
      start("espalier-listener", listener::accept);
      return listener;
    } catch (IOException e) {
      throw new RuntimeFailedException(
          "cannot listen on %s: %s".formatted(LinkAddress.text(address), e.getMessage()));
    }
  }

  private static ServerSocketChannel bound(InetSocketAddress address) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      return server.bind(address, BACKLOG);
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) server.socket().getLocalSocketAddress();
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        begin(server.accept());
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        refused.accept("a connection cannot be accepted: " + e.getMessage());
        pause();
      }
    }
  }

  /** Too many open files, for one, are no reason to stop, nor to try again all the time. */
  private static void pause() {
    try {
      Thread.sleep(RETRY_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void begin(SocketChannel socket) throws IOException {
    SocketChannel oldest;
    synchronized (this) {
      oldest = unproved.size() < MAX_UNPROVED ? null : unproved.poll();
      unproved.add(socket);
    }
    if (oldest != null) {
      oldest.close();
    }
    start("espalier-connection", () -> serve(socket));
  }

  private void serve(SocketChannel socket) {
    String peer = peer(socket);
    try {
      FrameConnection connection = FrameConnection.accept(socket, endpoint, () -> remove(socket));
      if (admit(socket, connection)) {
        hand(connection);
      } else {
        connection.close();
        refused.accept("%s: there are %d connections already".formatted(peer, MAX_CONNECTIONS));
      }
    } catch (ClosedChannelException e) {
      report(peer, "it did not prove who it is, and others are waiting");
    } catch (IOException e) {
      report(peer, e.getMessage());
    }
  }

  private void hand(FrameConnection connection) {
    try {
      connected.accept(connection);
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private void report(String peer, String reason) {
    if (server.isOpen()) {
      refused.accept(peer + ": " + reason);
    }
  }

  private static String peer(SocketChannel socket) {
    InetSocketAddress address = (InetSocketAddress) socket.socket().getRemoteSocketAddress();
    return address == null ? "a peer" : LinkAddress.text(address);
  }

  private synchronized boolean admit(SocketChannel socket, FrameConnection connection) {
    unproved.remove(socket);
    if (!server.isOpen() || proved.size() >= MAX_CONNECTIONS) {
      return false;
    }
    proved.put(socket, connection);
    return true;
  }

  private synchronized void remove(SocketChannel socket) {
    unproved.remove(socket);
    proved.remove(socket);
  }

  /** Number of connections whose peers have proved who they are. */
  public synchronized int connections() {
    return proved.size();
  }

  /** Ends listening and every connection that it has accepted. */
  @Override
  public void close() {
    List<FrameConnection> open;
    List<SocketChannel> begun;
    try {
      server.close();
      synchronized (this) {
        open = List.copyOf(proved.values());
        begun = List.copyOf(unproved);
      }
      open.forEach(FrameConnection::close);
      for (SocketChannel socket : begun) {
        socket.close();
      }
    } catch (IOException e) {
      throw new RuntimeFailedException("cannot end listening: " + e.getMessage());
    }
  }
}
