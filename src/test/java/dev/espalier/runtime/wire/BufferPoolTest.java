package dev.espalier.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BufferPoolTest {
  private final BufferPool pool = new BufferPool(1 << 16);

  private CompletableFuture<LeasedBuffer> later(int bytes) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return pool.lease(bytes);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  void buffersAreAlignedLittleEndianAndOfTheSize() throws IOException {
    for (int bytes : List.of(0, 1, 4096, 4097, 40_000)) {
      try (LeasedBuffer buffer = pool.lease(bytes)) {
        assertThat(buffer.bytes().capacity()).isEqualTo(bytes);
        assertThat(buffer.bytes().order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        assertThat(buffer.bytes().alignmentOffset(0, BufferPool.ALIGNMENT)).isZero();
      }
    }
  }

  @Test
  void returnedBufferIsLeasedAgainAsNew() throws IOException {
    try (LeasedBuffer first = pool.lease(5000)) {
      first.bytes().order(ByteOrder.BIG_ENDIAN).putInt(1234, 42).position(99);
    }
    assertThat(pool.allocatedBytes()).isEqualTo(8192);
    try (LeasedBuffer second = pool.lease(8192)) {
      assertThat(second.bytes().getInt(1234)).isEqualTo(42 << 24);
      assertThat(second.bytes().position()).isZero();
      assertThat(pool.allocatedBytes()).isEqualTo(8192);
    }
  }

  @Test
  void closingTwiceReturnsOnce() throws IOException {
    LeasedBuffer buffer = pool.lease(10);
    buffer.close();
    buffer.close();
    assertThat(pool.leasedBytes()).isZero();
    try (LeasedBuffer one = pool.lease(10);
        LeasedBuffer other = pool.lease(10)) {
      one.bytes().put(0, (byte) 1);
      other.bytes().put(0, (byte) 2);
      assertThat(one.bytes().get(0)).isEqualTo((byte) 1);
    }
  }

  @Test
  void leaseWaitsUntilAnotherBufferIsReturned() throws Exception {
    LeasedBuffer all = pool.lease(1 << 16);
    CompletableFuture<LeasedBuffer> waiting = later(1);
    TimeUnit.MILLISECONDS.sleep(100);
    assertThat(waiting).isNotDone();
    all.close();
    waiting.get().close();
    assertThat(pool.leasedBytes()).isZero();
  }

  @Test
  void buffersOfOtherSizesGiveWay() throws IOException {
    List<LeasedBuffer> small = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      small.add(pool.lease(4096));
    }
    small.forEach(LeasedBuffer::close);
    assertThat(pool.allocatedBytes()).isEqualTo(1 << 16);
    try (LeasedBuffer large = pool.lease(1 << 15)) {
      assertThat(large.bytes().capacity()).isEqualTo(1 << 15);
      assertThat(pool.allocatedBytes()).isEqualTo(1 << 16);
    }
  }

  @Test
  void interruptedThreadStopsWaiting() throws Exception {
    try (LeasedBuffer all = pool.lease(1 << 16)) {
      assertThat(all.bytes().isDirect()).isTrue();
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> pool.lease(1));
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void moreThanTheCapacityIsRefusedAtOnce() {
    assertThat(pool.fits(1 << 16)).isTrue();
    assertThat(pool.fits((1 << 16) + 1)).isFalse();
    assertThat(pool.fits(Long.MAX_VALUE)).isFalse();
    assertThat(pool.fits(-1)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pool.lease((1 << 16) + 1))
        .withMessage("pool: a buffer of 65537 bytes does not fit into a capacity of 65536 bytes");
    assertThatIllegalArgumentException().isThrownBy(() -> new BufferPool(0));
  }

  /** Each thread writes its own number all over its buffer and finds it unchanged. */
  @Test
  void threadsNeverHoldTheSameBufferNorMoreThanTheCapacity() throws Exception {
    List<CompletableFuture<Void>> threads = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      SplittableRandom random = new SplittableRandom(thread);
      byte number = (byte) thread;
      threads.add(CompletableFuture.runAsync(() -> use(random, number)));
    }
    CompletableFuture.allOf(threads.toArray(CompletableFuture[]::new)).get();
    assertThat(pool.leasedBytes()).isZero();
  }

  private void use(SplittableRandom random, byte number) {
    for (int i = 0; i < 500; i++) {
      try (LeasedBuffer buffer = pool.lease(1 + random.nextInt(30_000))) {
        ByteBuffer bytes = buffer.bytes();
        for (int at = 0; at < bytes.capacity(); at += 64) {
          bytes.put(at, number);
        }
        assertThat(pool.allocatedBytes()).isLessThanOrEqualTo(pool.capacity());
        for (int at = 0; at < bytes.capacity(); at += 64) {
          if (bytes.get(at) != number) {
            throw new AssertionError("another thread wrote into a leased buffer");
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
