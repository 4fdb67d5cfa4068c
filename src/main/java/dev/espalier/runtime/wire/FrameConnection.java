package dev.espalier.runtime.wire;

import dev.espalier.internal.TimeLimit;
import dev.espalier.runtime.wire.auth.AuthenticationFailedException;
import dev.espalier.runtime.wire.auth.Identity;
import dev.espalier.runtime.wire.auth.Security;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A connection whose peer has proved who it is. One thread reads; any number of threads write. A
 * connection that failed, in either direction, is closed. Interrupting a thread that reads or
 * writes closes it, too.
 */
public final class FrameConnection implements AutoCloseable {
  private final ByteChannel channel;
  private final InetSocketAddress address;
  private final Endpoint endpoint;
  private final Runnable ended;
  private final TimeLimit readTime;
  private final TimeLimit writeTime;
  private final FrameReader reader;
  private final Object writing = new Object();
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private Identity identity;
  private volatile FrameOutput output = FrameOutput.DIRECT;

  private FrameConnection(
      ByteChannel channel, InetSocketAddress address, Endpoint endpoint, Runnable ended) {
    this.channel = channel;
    this.address = address;
    this.endpoint = endpoint;
    this.ended = ended;
    readTime = TimeLimit.paused(this::close, endpoint.limits().frameMs());
    writeTime = TimeLimit.paused(this::close, endpoint.limits().frameMs());
    reader = new FrameReader(channel, endpoint.pool(), readTime, isClosed::get);
  }

  /**
   * Connects to a listener and proves who this end is.
   *
   * @param self who this end is
   * @param timeoutMs how long to wait for the peer to accept the connection, ms
   * @throws dev.espalier.error.InvalidFieldException if the address is that of another machine and
   *     the security is {@link Security#open}
   * @throws AuthenticationFailedException if this end or the peer proves nothing to the other one
   * @throws IOException if there is no such peer or the connection fails
   */
  public static FrameConnection connect(
      InetSocketAddress address, Identity self, Endpoint endpoint, int timeoutMs)
      throws IOException {
    if (address.isUnresolved()) {
      throw new UnknownHostException("no machine is known as \"" + address.getHostString() + "\"");
    }
    endpoint.security().requireAllowed(address);
    SocketChannel socket = SocketChannel.open();
    try {
      socket.socket().connect(address, timeoutMs);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return open(socket, endpoint, true, () -> {}, peer -> Handshake.connect(peer, self));
  }

  /**
   * Demands that a peer that connected proves who it is.
   *
   * @param ended is run when the connection, or the attempt, has ended
   */
  static FrameConnection accept(SocketChannel socket, Endpoint endpoint, Runnable ended)
      throws IOException {
    return open(socket, endpoint, false, ended, Handshake::accept);
  }

  /** One side of the handshake. */
  @FunctionalInterface
  private interface Side {
    Identity greet(FrameConnection peer) throws IOException;
  }

  private static FrameConnection open(
      SocketChannel socket, Endpoint endpoint, boolean connects, Runnable ended, Side side)
      throws IOException {
    TimeLimit time = TimeLimit.running(socket, endpoint.limits().handshakeMs());
    FrameConnection connection = null;
    try (time) {
      connection = secured(socket, endpoint, connects, ended);
      connection.identity = side.greet(connection);
      return connection;
    } catch (IOException e) {
      end(connection, socket, ended);
      throw time.isOver() ? tooLate(endpoint) : e;
    } catch (RuntimeException e) {
      end(connection, socket, ended);
      throw e;
    }
  }

  private static void end(FrameConnection connection, SocketChannel socket, Runnable ended)
      throws IOException {
    if (connection == null) {
      socket.close();
      ended.run();
    } else {
      connection.close();
    }
  }

  private static AuthenticationFailedException tooLate(Endpoint endpoint) {
    return new AuthenticationFailedException(
        "the peer did not prove who it is within %d ms".formatted(endpoint.limits().handshakeMs()));
  }

  private static FrameConnection secured(
      SocketChannel socket, Endpoint endpoint, boolean connects, Runnable ended)
      throws IOException {
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    InetSocketAddress address = (InetSocketAddress) socket.getRemoteAddress();
    ByteChannel channel =
        endpoint.security() instanceof Security.Tls tls
            ? Handshake.encrypted(socket, tls, connects)
            : socket;
    return new FrameConnection(channel, address, endpoint, ended);
  }

  /** Sends all frames from now on through an output; returns this connection. */
  public FrameConnection withOutput(FrameOutput shaped) {
    output = shaped;
    return this;
  }

  /** Who the peer said it is; on the side that connected, who this end is. */
  public Identity identity() {
    return identity;
  }

  /** Address of the peer. */
  public InetSocketAddress address() {
    return address;
  }

  /** How this end proves who it is, and what it accepts. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /**
   * Waits for the next frame. Once it has begun, it must be complete in time.
   *
   * @return the frame; close it to return the memory of its tensors
   * @throws EOFException if the peer ended the connection
   * @throws FrameFormatException if what comes is no frame or exceeds a limit
   * @throws SocketTimeoutException if the frame was not complete in time
   * @throws ClosedChannelException if this end was closed
   */
  public Frame read() throws IOException {
    return read(endpoint.limits());
  }

  Frame read(FrameLimits limits) throws IOException {
    if (isClosed.get()) {
      // What was read ahead may be the middle of a frame.
      throw new ClosedChannelException();
    }
    try {
      return reader.read(limits);
    } catch (IOException e) {
      throw failed(e, readTime);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Sends a frame; returns when the system has taken all of it. The frame stays open.
   *
   * @throws IllegalArgumentException if it exceeds a limit of this end; nothing is sent then
   * @throws SocketTimeoutException if the peer did not take it in time
   * @throws ClosedChannelException if this end was closed
   */
  public void write(Frame frame) throws IOException {
    ByteBuffer[] bytes = FrameWriter.encode(frame, endpoint.limits());
    long size = Arrays.stream(bytes).mapToLong(ByteBuffer::remaining).sum();
    synchronized (writing) {
      writeTime.renew(endpoint.limits().frameMs(size));
      try {
        output.write(channel, bytes);
      } catch (IOException e) {
        // The rest of the frame is missing: what came next would be read as a part of it.
        throw failed(e, writeTime);
      } catch (RuntimeException e) {
        close();
        throw e;
      } finally {
        writeTime.pause();
      }
    }
  }

  private IOException failed(IOException e, TimeLimit time) {
    boolean wasClosed = isClosed.get();
    close();
    if (time.isOver()) {
      return new SocketTimeoutException("the peer took too long for a frame that had begun");
    }
    return wasClosed ? new ClosedChannelException() : e;
  }

  /** Exact size of an encoded frame, bytes; encryption adds to it. */
  public static long bytesOnWire(Frame frame) {
    return FrameWriter.bytes(frame);
  }

  /** Whether neither end closed it, as far as this end has noticed. */
  public boolean isOpen() {
    return !isClosed.get();
  }

  /** Closes it and wakes threads that read or write. */
  @Override
  public void close() {
    if (isClosed.compareAndSet(false, true)) {
      readTime.close();
      writeTime.close();
      try {
        channel.close();
      } catch (IOException e) {
        // Nothing is lost: what was written was taken by the system, and nothing more is read.
      }
      endpoint.pool().wakeUp();
      ended.run();
    }
  }
}
