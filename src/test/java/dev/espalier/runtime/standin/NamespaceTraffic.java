package dev.espalier.runtime.standin;

import dev.espalier.device.Link;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Programs that send and receive messages in network namespaces. Both read the same clock, whose
 * time {@link System#nanoTime} is on Linux.
 */
public final class NamespaceTraffic {
  private static final int HEAD_BYTES = 4;
  private static final double NS_PER_MS = 1e6;
  private static final int WARM_UP_RUNS = 30;

  private NamespaceTraffic() {}

  /**
   * {@code receive ADDRESS}, or {@code send ADDRESS PORT MBPS LATENCY_MS BYTESxCOUNTxRUNS ...},
   * which prints for each argument the median time from the moment at which so many messages of so
   * many bytes are ready until all have arrived, ms. Latency -1: nothing is added to what the
   * kernel does.
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("receive")) {
      receive(arguments[1]);
    } else {
      send(arguments);
    }
  }

  private static void receive(String host) throws IOException {
    Thread end = new Thread(NamespaceTraffic::awaitEnd);
    end.setDaemon(true);
    end.start();
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
    ByteBuffer answer = ByteBuffer.allocateDirect(Long.BYTES);
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(host, 0));
      System.out.printf("listening on %s:%d%n", host, server.socket().getLocalPort());
      while (true) {
        try (SocketChannel peer = server.accept()) {
          peer.setOption(StandardSocketOptions.TCP_NODELAY, true);
          while (true) {
            read(peer, buffer, HEAD_BYTES);
            read(peer, buffer, buffer.flip().getInt() - HEAD_BYTES);
            peer.write(answer.clear().putLong(System.nanoTime()).flip());
          }
        } catch (EOFException e) {
          // The next one may come.
        }
      }
    }
  }

  private static void awaitEnd() {
    try {
      while (System.in.read() >= 0) {
        // Ends with its standard input.
      }
    } catch (IOException e) {
      // The same.
    }
    System.exit(0);
  }

  private static void send(String[] arguments) throws IOException, InterruptedException {
    double mbps = Double.parseDouble(arguments[3]);
    double latencyMs = Double.parseDouble(arguments[4]);
    InetSocketAddress address = new InetSocketAddress(arguments[1], Integer.parseInt(arguments[2]));
    try (SocketChannel channel = SocketChannel.open(address)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      for (int i = 0; i < WARM_UP_RUNS; i++) {
        timeMs(channel, LinkShaper.unlimited(), 100, 1);
      }
      for (int i = 5; i < arguments.length; i++) {
        int[] numbers = Stream.of(arguments[i].split("x")).mapToInt(Integer::parseInt).toArray();
        double[] ms = new double[numbers[2]];
        for (int run = 0; run < ms.length; run++) {
          Thread.sleep(20);
          LinkShaper link =
              latencyMs < 0
                  ? LinkShaper.unlimited()
                  : NetworkNamespaces.shaper(new Link("a", "b", mbps, latencyMs));
          ms[run] = timeMs(channel, link, numbers[0], numbers[1]);
        }
        Arrays.sort(ms);
        System.out.println(ms[ms.length / 2]);
      }
    }
  }

  private static double timeMs(SocketChannel channel, LinkShaper link, int bytes, int count)
      throws IOException {
    ByteBuffer[] message = LoopbackPair.message(bytes);
    long ready = System.nanoTime();
    for (int i = 0; i < count; i++) {
      link.readyAt(ready);
      link.write(channel, message);
      Arrays.stream(message).forEach(ByteBuffer::rewind);
    }
    ByteBuffer answer = ByteBuffer.allocateDirect(Long.BYTES);
    long arrived = 0;
    for (int i = 0; i < count; i++) {
      read(channel, answer, Long.BYTES);
      arrived = answer.flip().getLong();
    }
    return (arrived - ready) / NS_PER_MS;
  }

  private static void read(SocketChannel from, ByteBuffer buffer, int count) throws IOException {
    buffer.clear().limit(count);
    while (buffer.hasRemaining()) {
      if (from.read(buffer) < 0) {
        throw new EOFException();
      }
    }
  }
}
