package dev.espalier.runtime.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times on loopback sockets, in medians, against those that a link of the catalog would take. */
class LinkShaperTest {
  private static final double NS_PER_MS = 1e6;
  private static final double TOLERANCE = 0.03;

  /** What a thread may take to wake up on a machine that is busy or asleep, ms. */
  private static final double WAKE_UP_MS = 0.25;

  private static final double BUDGET_MS = 800;
  private static final int MIN_RUNS = 1;
  private static final int MAX_RUNS = 31;
  private static final int WARM_UP_RUNS = 200;

  private static double linkMs(double bytes, double mbps, double latencyMs) {
    return latencyMs + 8 * bytes / (mbps * 1e3);
  }

  /** Median time from the moment a message is ready until it has arrived, ms. */
  private static double medianMs(LoopbackPair pair, LinkShaper link, int bytes, int runs)
      throws IOException, InterruptedException {
    double[] ms = new double[runs];
    for (int i = 0; i < runs; i++) {
      ByteBuffer[] message = LoopbackPair.message(bytes);
      long ready = System.nanoTime();
      link.readyAt(ready);
      link.write(pair.sender(), message);
      ms[i] = (pair.arrival() - ready) / NS_PER_MS;
    }
    Arrays.sort(ms);
    return ms[runs / 2];
  }

  /** What loopback takes by itself comes on top of what the link takes. */
  @ParameterizedTest
  @CsvSource({"8, 0", "8, 12.8", "94, 0", "94, 12.8", "1000, 0", "1000, 12.8"})
  void aMessageTakesWhatTheLinkTakes(double mbps, double latencyMs) throws Exception {
    try (LoopbackPair pair = new LoopbackPair()) {
      for (int bytes : new int[] {4_500, 1 << 16, 1 << 20}) {
        double loopbackMs = medianMs(pair, LinkShaper.unlimited(), bytes, WARM_UP_RUNS);
        double askedMs = linkMs(bytes, mbps, latencyMs);
        int runs = (int) Math.min(MAX_RUNS, Math.max(MIN_RUNS, BUDGET_MS / askedMs));
        InTime.assertBetween(
            bytes + " bytes",
            askedMs,
            askedMs * (1 + TOLERANCE) + loopbackMs + WAKE_UP_MS,
            () -> medianMs(pair, LinkShaper.of(mbps, latencyMs), bytes, runs));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"8, 0, 10", "94, 12.8, 100", "1000, 0, 500", "1000, 12.8, 500"})
  void manyMessagesTakeTheBandwidthAndTheLatencyOnce(double mbps, double latencyMs, int count)
      throws Exception {
    int bytes = 1 << 16;
    try (LoopbackPair pair = new LoopbackPair()) {
      medianMs(pair, LinkShaper.unlimited(), bytes, WARM_UP_RUNS);
      double askedMs = linkMs((double) bytes * count, mbps, latencyMs);
      InTime.assertBetween(
          "all messages",
          askedMs,
          askedMs * (1 + TOLERANCE),
          () -> allMs(pair, LinkShaper.of(mbps, latencyMs), bytes, count));
    }
  }

  /** Time until the last of some messages has arrived that are ready at once, ms. */
  private static double allMs(LoopbackPair pair, LinkShaper link, int bytes, int count)
      throws IOException, InterruptedException {
    long ready = System.nanoTime();
    for (int i = 0; i < count; i++) {
      link.readyAt(ready);
      link.write(pair.sender(), LoopbackPair.message(bytes));
    }
    long end = ready;
    for (int i = 0; i < count; i++) {
      end = pair.arrival();
    }
    return (end - ready) / NS_PER_MS;
  }

  /** The second one is sent while the first one travels, although one thread writes both. */
  @Test
  void messagesReadyAtOnceFollowEachOther() throws Exception {
    double askedMs = linkMs(2 << 16, 94, 12.8);
    try (LoopbackPair pair = new LoopbackPair()) {
      InTime.assertBetween(
          "two messages",
          askedMs,
          askedMs * (1 + TOLERANCE),
          () -> allMs(pair, LinkShaper.of(94, 12.8), 1 << 16, 2));
    }
  }

  @Test
  void sendingBeginsWhenTheFrameBeforeHasLeft() throws IOException {
    LinkShaper link = LinkShaper.of(8, 1);
    long ready = System.nanoTime();
    assertThat(link.begin(ready)).isEqualTo(ready);
    link.readyAt(ready);
    link.write(Channels.newChannel(new ByteArrayOutputStream()), LoopbackPair.message(1000));
    assertThat(link.begin(ready)).isEqualTo(ready + 1_000_000);
    assertThat(link.begin(ready + 3_000_000)).isEqualTo(ready + 3_000_000);
  }

  /**
   * What the kernel lets pass at once is paced here, and no more: 1,000 bytes, then the latency.
   */
  @Test
  void beforeABucketOnlyTheBurstIsPaced() throws IOException {
    for (int bytes : new int[] {500, 1_000, 1_000_000}) {
      LinkShaper link = LinkShaper.beforeBucket(8, 2, 1000);
      long ready = System.nanoTime();
      link.readyAt(ready);
      link.write(Channels.newChannel(new ByteArrayOutputStream()), LoopbackPair.message(bytes));
      double tookMs = (System.nanoTime() - ready) / NS_PER_MS;
      assertThat(tookMs).isBetween(linkMs(Math.min(bytes, 1000), 8, 2), 500.0);
      assertThat(link.begin(ready)).isEqualTo(ready + bytes * 1_000L);
    }
  }

  /** The link stands still while the receiver does not read, and does not make up for it. */
  @Test
  void aBlockedLinkIsNotFasterAfterwards() throws Exception {
    InTime.assertBetween("100 ms and a halt of 300 ms", 399, 480, LinkShaperTest::haltedMs);
  }

  /** Time of a message of 100 ms whose first write takes 300 ms, ms. */
  private static double haltedMs() throws IOException {
    LinkShaper link = LinkShaper.of(8, 0);
    boolean[] hasBlocked = {false};
    WritableByteChannel once =
        new SlowChannel(
            () -> {
              if (!hasBlocked[0]) {
                hasBlocked[0] = true;
                sleep(300);
              }
            });
    long ready = System.nanoTime();
    link.readyAt(ready);
    link.write(once, LoopbackPair.message(100_000));
    return (System.nanoTime() - ready) / NS_PER_MS;
  }

  @Test
  void bytesArriveInOrderWhateverTheirBuffers() throws IOException {
    byte[] all = new byte[30_000];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) (i * 31 >> 3);
    }
    ByteBuffer[] parts = {
      ByteBuffer.wrap(all, 0, 1).slice(),
      ByteBuffer.allocate(0),
      ByteBuffer.wrap(all, 1, 5_000).slice(),
      ByteBuffer.wrap(all, 5_001, 24_999).slice(),
      ByteBuffer.allocate(0)
    };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LinkShaper.of(800, 0).write(Channels.newChannel(out), parts);
    assertThat(out.toByteArray()).isEqualTo(all);
    assertThat(parts).noneMatch(ByteBuffer::hasRemaining);
  }

  @Test
  void anInterruptedSenderStops() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () ->
                LinkShaper.of(1e-3, 1e30)
                    .write(
                        Channels.newChannel(new ByteArrayOutputStream()),
                        LoopbackPair.message(1 << 20)))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void numbersThatAreNoLinkAreRefused() {
    assertThatThrownBy(() -> LinkShaper.of(Double.NaN, 0)).hasMessageContaining("bandwidthMbps");
    assertThatThrownBy(() -> LinkShaper.of(0, 0)).hasMessageContaining("bandwidthMbps");
    assertThatThrownBy(() -> LinkShaper.of(8, -1)).hasMessageContaining("latencyMs");
    assertThatThrownBy(() -> LinkShaper.beforeBucket(8, 0, -1)).hasMessageContaining("burstBytes");
  }

  private static void sleep(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Swallows bytes; does something first. */
  private record SlowChannel(Runnable before) implements WritableByteChannel {
    @Override
    public int write(ByteBuffer bytes) {
      before.run();
      int count = bytes.remaining();
      bytes.position(bytes.limit());
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
