package dev.espalier.testing.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A TCP proxy that forwards what comes, and can be told to do so badly. */
final class FaultyLink implements AutoCloseable {
  private static final int CHUNK_BYTES = 16_384;

  private final ServerSocket server;
  private final InetSocketAddress target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicLong stalledUntilNs = new AtomicLong(System.nanoTime());
  private final AtomicLong refusedUntilNs = new AtomicLong(System.nanoTime());

  /** Bytes that pass before one of them gets another bit; negative if none does. */
  private final AtomicInteger corruptAfter = new AtomicInteger(-1);

  private final AtomicInteger rubbishBytes = new AtomicInteger();
  private volatile long delayMs;
  private volatile Random random = new Random(0);

  /** A link to an address. */
  FaultyLink(InetSocketAddress target) throws IOException {
    this.target = target;
    server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "faulty-link");
    thread.setDaemon(true);
    thread.start();
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket from = server.accept();
        if (System.nanoTime() - refusedUntilNs.get() < 0) {
          from.close();
        } else {
          start(() -> connect(from));
        }
      } catch (IOException e) {
        // Closed, or nobody listens there; the peer notices.
      }
    }
  }

  private void connect(Socket from) {
    Socket to = new Socket();
    sockets.add(from);
    sockets.add(to);
    try {
      to.connect(target, 2_000);
      from.setTcpNoDelay(true);
      to.setTcpNoDelay(true);
      start(() -> forward(to, from));
      forward(from, to);
    } catch (IOException e) {
      end(from, to);
    }
  }

  private void forward(Socket from, Socket to) {
    byte[] chunk = new byte[CHUNK_BYTES];
    try {
      for (int count = from.getInputStream().read(chunk);
          count >= 0;
          count = from.getInputStream().read(chunk)) {
        await();
        corrupt(chunk, count);
        byte[] rubbish = new byte[rubbishBytes.getAndSet(0)];
        random.nextBytes(rubbish);
        to.getOutputStream().write(rubbish);
        to.getOutputStream().write(chunk, 0, count);
      }
    } catch (IOException | InterruptedException e) {
      // One of the ends has closed it.
    } finally {
      end(from, to);
    }
  }

  private void await() throws InterruptedException {
    Thread.sleep(delayMs);
    while (System.nanoTime() - stalledUntilNs.get() < 0) {
      Thread.sleep(5);
    }
  }

  private void corrupt(byte[] chunk, int count) {
    int before = corruptAfter.get();
    if (before >= 0 && corruptAfter.compareAndSet(before, before < count ? -1 : before - count)) {
      if (before < count) {
        chunk[before] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      }
    }
  }

  private void end(Socket one, Socket other) {
    for (Socket socket : new Socket[] {one, other}) {
      sockets.remove(socket);
      try {
        socket.close();
      } catch (IOException e) {
        // It is closed.
      }
    }
  }

  /** Ends all connections, and refuses others for a time, ms. */
  void cut(long ms) {
    refusedUntilNs.set(System.nanoTime() + ms * 1_000_000);
    for (Socket socket : Set.copyOf(sockets)) {
      end(socket, socket);
    }
  }

  /** Forwards nothing for a time, ms. */
  void stall(long ms) {
    stalledUntilNs.set(System.nanoTime() + ms * 1_000_000);
  }

  /** Forwards each chunk so much later, ms. */
  void delay(long ms) {
    delayMs = ms;
  }

  /** Flips one bit of the byte that follows so many bytes, in either direction. */
  void corrupt(Random dice, int bytes) {
    random = dice;
    corruptAfter.set(bytes);
  }

  /** Inserts random bytes. */
  void insert(Random dice, int bytes) {
    random = dice;
    rubbishBytes.set(bytes);
  }

  /** Forwards well from now on. */
  void heal() {
    delayMs = 0;
    corruptAfter.set(-1);
    rubbishBytes.set(0);
    stalledUntilNs.set(System.nanoTime());
    refusedUntilNs.set(System.nanoTime());
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut(0);
  }
}
