package dev.espalier.runtime.standin;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Two connected sockets on loopback, and a thread that notes when each message has arrived. */
final class LoopbackPair implements AutoCloseable {
  private static final int LENGTH_BYTES = 4;
  private static final int PATIENCE_SECONDS = 30;

  private final SocketChannel sender;
  private final SocketChannel receiver;
  private final BlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::receive, "receiver");

  LoopbackPair() throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      sender = SocketChannel.open(server.getLocalAddress());
      receiver = server.accept();
    }
    sender.setOption(StandardSocketOptions.TCP_NODELAY, true);
    thread.setDaemon(true);
    thread.start();
  }

  SocketChannel sender() {
    return sender;
  }

  /** A message of so many bytes in two buffers: its length, and the rest. */
  static ByteBuffer[] message(int bytes) {
    ByteBuffer length = ByteBuffer.allocateDirect(LENGTH_BYTES).putInt(bytes).flip();
    return new ByteBuffer[] {length, ByteBuffer.allocateDirect(bytes - LENGTH_BYTES)};
  }

  /** Waits for the next message and returns when it had arrived, ns. */
  long arrival() throws InterruptedException {
    Long ns = arrivals.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (ns == null) {
      throw new IllegalStateException("no message has arrived");
    }
    return ns;
  }

  private void receive() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
    try {
      while (true) {
        read(buffer, LENGTH_BYTES);
        int rest = buffer.flip().getInt() - LENGTH_BYTES;
        read(buffer, rest);
        arrivals.add(System.nanoTime());
      }
    } catch (IOException e) {
      // The test has ended.
    }
  }

  private void read(ByteBuffer buffer, int count) throws IOException {
    buffer.clear().limit(count);
    while (buffer.hasRemaining()) {
      if (receiver.read(buffer) < 0) {
        throw new EOFException();
      }
    }
  }

  @Override
  public void close() throws IOException {
    sender.close();
    receiver.close();
  }
}
