package dev.espalier.runtime.standin;

import dev.espalier.internal.Checks;
import dev.espalier.internal.Units;
import dev.espalier.runtime.wire.FrameOutput;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * A directed link of a given bandwidth and latency, imitated by writing to a fast one in time.
 *
 * <p>Sending a frame of n bytes that is ready at time t begins at {@code b = max(t, f)}, where f is
 * the time at which the frame before has left. It has left at {@code b + 8 n / bandwidth}, and its
 * last byte arrives {@code latency} later. Bytes are written when they are to arrive, in chunks,
 * each when its last byte arrives: no byte is early, and the last one is in time. Latency does not
 * lower the throughput: times of arrival never go back, so one thread can write one frame after
 * another although the next one is sent while the last one travels. For this, the link must be
 * given the time at which each frame was {@linkplain #readyAt ready}.
 *
 * <p>All times follow from those at which frames were ready. A thread that wakes up late therefore
 * catches up and never falls behind. Where the receiver does not read and a write blocks, the link
 * stands still, and what follows is later by that time.
 *
 * <p>A link can {@linkplain #become become} another one at any time. A frame travels over the link
 * as it was when sending it began.
 *
 * <p>Thread-safe. Connections over one link share its shaper; frames whose writes overlap are sent
 * in the order in which these began.
 */
public final class LinkShaper implements FrameOutput {
  private static final double NS_PER_MS = 1e6;

  /** Chunks take that long, if they are longer than {@link #MIN_CHUNK_BYTES}. */
  private static final double CHUNK_NS = 5e5;

  private static final double MIN_CHUNK_BYTES = 4096;

  /** A write that takes longer waits for the receiver, not for a processor. */
  private static final long BLOCKED_NS = 20_000_000;

  /** Times beyond, 36 years, would overflow. */
  private static final double LONGEST_NS = 1L << 60;

  private Rate rate;
  private final ThreadLocal<Long> readyNs = new ThreadLocal<>();
  private long freeNs = System.nanoTime();

  /**
   * How fast a link is.
   *
   * @param pacedBytes bytes at the beginning of a frame that are paced here; a kernel paces the
   *     others
   */
  private record Rate(double nsPerByte, long latencyNs, long pacedBytes, long chunkBytes) {
    static Rate of(double nsPerByte, double latencyMs, long pacedBytes) {
      boolean isWhole = pacedBytes < Long.MAX_VALUE || nsPerByte == 0;
      long chunkBytes =
          isWhole ? Long.MAX_VALUE : Math.round(Math.max(MIN_CHUNK_BYTES, CHUNK_NS / nsPerByte));
      return new Rate(nsPerByte, ns(latencyMs * NS_PER_MS), pacedBytes, chunkBytes);
    }

    long sendNs(long count) {
      return ns(nsPerByte * count);
    }
  }

  /** A frame's turn: when sending it begins, and how fast the link is then. */
  private record Turn(long beginNs, Rate rate) {}

  private LinkShaper(double nsPerByte, double latencyMs, long pacedBytes) {
    rate = Rate.of(nsPerByte, latencyMs, pacedBytes);
  }

  /**
   * A link.
   *
   * @param bandwidthMbps 10^6 bits per second
   * @param latencyMs time before the first bit arrives, ms
   * @throws IllegalArgumentException if the bandwidth is not from 1e-30 to 1e30 or the latency not
   *     from 0 to 1e30
   */
  public static LinkShaper of(double bandwidthMbps, double latencyMs) {
    return new LinkShaper(nsPerByte(bandwidthMbps), latency(latencyMs), Long.MAX_VALUE);
  }

  /** A link that is as fast as the one that it writes to. */
  public static LinkShaper unlimited() {
    return new LinkShaper(0, 0, Long.MAX_VALUE);
  }

  /**
   * What a link lacks whose bandwidth is limited by a token bucket of the kernel: its latency, and
   * the time of the bytes that an idle bucket lets pass at once. With these, the bucket sends what
   * a link of its rate would have sent: the last byte of every frame arrives when it would arrive
   * there.
   *
   * @param bandwidthMbps rate of the bucket, 10^6 bits per second
   * @param latencyMs latency to add, ms
   * @param burstBytes size of the bucket, bytes
   * @throws IllegalArgumentException as {@link #of} does, or if the size is negative
   */
  public static LinkShaper beforeBucket(double bandwidthMbps, double latencyMs, long burstBytes) {
    Checks.count("link", "burstBytes", burstBytes, 0);
    return new LinkShaper(nsPerByte(bandwidthMbps), latency(latencyMs), burstBytes);
  }

  /** Is as fast as another one from the next frame on. */
  public void become(LinkShaper other) {
    Rate next = other.rate();
    synchronized (this) {
      rate = next;
    }
  }

  private synchronized Rate rate() {
    return rate;
  }

  private static double nsPerByte(double bandwidthMbps) {
    Checks.positive("link", "bandwidthMbps", bandwidthMbps);
    return Units.bytesOverLinkMs(1, bandwidthMbps) * NS_PER_MS;
  }

  private static double latency(double latencyMs) {
    return Checks.notNegative("link", "latencyMs", latencyMs);
  }

  /** When sending a frame would begin that is ready at a time of {@link System#nanoTime}, ns. */
  public synchronized long begin(long readyNs) {
    return Math.max(readyNs - freeNs, 0) + freeNs;
  }

  /**
   * Sets the time at which the next frame that this thread writes was ready to be sent, on the
   * clock of {@link System#nanoTime}. Without it, a frame is ready when it is written.
   */
  public void readyAt(long ns) {
    readyNs.set(ns);
  }

  /**
   * Writes a frame and returns when its last byte has arrived.
   *
   * @throws InterruptedIOException if the thread is interrupted while it waits; its interrupt
   *     status is set again
   */
  @Override
  public void write(WritableByteChannel channel, ByteBuffer[] bytes) throws IOException {
    FrameBytes frame = new FrameBytes(bytes);
    Turn turn = reserve(frame.remaining());
    try {
      writeFrom(turn, channel, frame);
    } catch (IOException e) {
      release();
      throw e;
    }
  }

  private void writeFrom(Turn turn, WritableByteChannel channel, FrameBytes frame)
      throws IOException {
    Rate now = turn.rate;
    long stoodNs = 0;
    for (long sent = 0; frame.remaining() > 0; ) {
      long count = Math.min(now.chunkBytes, frame.remaining());
      sent += count;
      await(turn.beginNs + stoodNs + now.sendNs(Math.min(sent, now.pacedBytes)) + now.latencyNs);
      long blockedNs = blocked(channel, frame, count, now);
      stoodNs += blockedNs;
      delay(blockedNs);
    }
    if (now.nsPerByte == 0) {
      delay(System.nanoTime() - begin(turn.beginNs));
    }
  }

  /** Takes the link for a frame. */
  private synchronized Turn reserve(long count) {
    Long given = readyNs.get();
    readyNs.remove();
    long beginNs = begin(given == null ? System.nanoTime() : given);
    freeNs = beginNs + rate.sendNs(count);
    return new Turn(beginNs, rate);
  }

  /** A frame that failed does not occupy the link any longer. */
  private synchronized void release() {
    freeNs -= Math.max(0, freeNs - System.nanoTime());
  }

  private synchronized void delay(long ns) {
    freeNs += ns;
  }

  private static long ns(double ns) {
    return Math.round(Math.min(ns, LONGEST_NS));
  }

  /** Writes a chunk and returns how long the link stood still meanwhile, ns. */
  private static long blocked(WritableByteChannel channel, FrameBytes frame, long count, Rate rate)
      throws IOException {
    long before = System.nanoTime();
    frame.write(channel, count);
    long tookNs = System.nanoTime() - before;
    return tookNs > BLOCKED_NS && rate.chunkBytes < Long.MAX_VALUE ? tookNs : 0;
  }

  private static void await(long timeNs) throws InterruptedIOException {
    try {
      PreciseWait.until(timeNs);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while sending");
    }
  }
}
