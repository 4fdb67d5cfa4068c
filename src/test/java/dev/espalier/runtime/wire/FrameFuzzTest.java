package dev.espalier.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.runtime.wire.auth.Identity;
import dev.espalier.runtime.wire.auth.Identity.Role;
import dev.espalier.runtime.wire.auth.Security;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bytes that are no frames, or nearly. */
class FrameFuzzTest {
  private static final int RANDOM_FRAMES = 20_000;
  private static final int MUTATED_FRAMES = 80_000;
  private static final int CAPACITY = 1 << 16;
  private static final int[] EDGES = {0, 1, -1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 1 << 31};

  private final SplittableRandom random = new SplittableRandom(2026);
  private final BufferPool pool = new BufferPool(CAPACITY);
  private int read;
  private int refused;
  private int changed;
  private int ended;

  /** What is read is exactly what a frame is written as; all else is refused. */
  private void feed(byte[] bytes) throws IOException {
    try (Frame frame = Frames.read(bytes, pool, FrameLimits.defaults())) {
      byte[] written = Frames.bytes(frame);
      assertThat(Arrays.copyOf(bytes, written.length)).isEqualTo(written);
      read++;
    } catch (FrameFormatException e) {
      assertThat(e.getMessage()).startsWith("frame: ").hasSizeLessThan(1000);
      if (e.getMessage().startsWith("frame: checksum")) {
        changed++;
      } else {
        refused++;
      }
    } catch (EOFException e) {
      ended++;
    }
    assertThat(pool.leasedBytes()).isZero();
    assertThat(pool.allocatedBytes()).isLessThanOrEqualTo(CAPACITY);
  }

  @Test
  @Timeout(60)
  void hundredThousandRandomAndMutatedFramesAreReadOrRefused() throws IOException {
    for (int i = 0; i < RANDOM_FRAMES; i++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      if (i % 4 > 0 && bytes.length > FrameHeader.BYTES) {
        plausible(bytes, i % 4);
      }
      feed(sealedOrNot(bytes));
    }
    assertThat(read).as("random bytes that are frames").isLessThan(RANDOM_FRAMES / 4);
    List<byte[]> seeds = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      seeds.add(Frames.bytes(Frames.random(random)));
    }
    for (int i = 0; i < MUTATED_FRAMES; i++) {
      byte[] bytes = seeds.get(random.nextInt(seeds.size()));
      for (int times = random.nextInt(3); times >= 0; times--) {
        bytes = mutated(bytes, seeds);
      }
      feed(sealedOrNot(bytes));
    }
    assertThat(read + refused + changed + ended).isEqualTo(RANDOM_FRAMES + MUTATED_FRAMES);
    assertThat(List.of(read, refused, changed, ended)).allMatch(count -> count > 5000);
  }

  /** Half of the frames get past their checksum. */
  private byte[] sealedOrNot(byte[] bytes) {
    return random.nextBoolean() ? Frames.sealed(bytes) : bytes;
  }

  /** Gives random bytes a beginning that passes more and more of the checks. */
  private void plausible(byte[] bytes, int depth) {
    ByteBuffer frame = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    frame.putInt(bytes.length - Integer.BYTES).put((byte) 'E').put((byte) 'S').putShort((short) 1);
    frame.putShort((short) FrameKind.DATA.code());
    if (depth > 1) {
      frame.putShort((short) random.nextInt(4));
      frame.putShort(30, (short) random.nextInt(bytes.length - FrameHeader.BYTES));
      frame.putInt(32, random.nextInt(8));
    }
    if (depth > 2 && bytes.length >= FrameHeader.BYTES + Integer.BYTES) {
      frame.putInt(FrameHeader.BYTES, random.nextInt(4) | (1 + random.nextInt(26)) << 16);
    }
  }

  private byte[] mutated(byte[] bytes, List<byte[]> seeds) {
    byte[] copy = bytes.clone();
    if (copy.length == 0) {
      return seeds.get(random.nextInt(seeds.size()));
    }
    int at = random.nextInt(random.nextBoolean() ? copy.length : Math.min(80, copy.length));
    ByteBuffer frame = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
    switch (random.nextInt(6)) {
      case 0 -> copy[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      case 1 -> copy[at] = (byte) random.nextInt();
      case 2 -> {
        return Arrays.copyOf(copy, at);
      }
      case 3 -> {
        if (at + Integer.BYTES <= copy.length) {
          frame.putInt(at, EDGES[random.nextInt(EDGES.length)]);
        }
      }
      case 4 -> {
        if (at + Short.BYTES <= copy.length) {
          frame.putShort(at, (short) EDGES[random.nextInt(EDGES.length)]);
        }
      }
      default -> {
        byte[] other = seeds.get(random.nextInt(seeds.size()));
        int length = Math.min(random.nextInt(64), Math.min(copy.length - at, other.length));
        System.arraycopy(other, other.length - length, copy, at, length);
      }
    }
    return copy;
  }

  @Test
  @Timeout(20)
  void listenerOutlivesRubbish() throws Exception {
    BlockingQueue<FrameConnection> accepted = new LinkedBlockingQueue<>();
    BlockingQueue<String> reasons = new LinkedBlockingQueue<>();
    Endpoint endpoint = new Endpoint(Security.token(new byte[16]), FrameLimits.defaults(), pool);
    Identity self = new Identity(Role.AGENT, "run", "");
    try (FrameListener listener =
        FrameListener.open(
            new InetSocketAddress("127.0.0.1", 0), endpoint, accepted::add, reasons::add)) {
      for (int i = 0; i < 300; i++) {
        try (Socket socket = new Socket("127.0.0.1", listener.address().getPort())) {
          byte[] bytes = new byte[random.nextInt(3000)];
          random.nextBytes(bytes);
          if (i % 2 > 0 && bytes.length > FrameHeader.BYTES) {
            plausible(bytes, 2);
            bytes = sealedOrNot(bytes);
          }
          socket.getOutputStream().write(bytes);
        }
      }
      try (FrameConnection good =
          FrameConnection.connect(listener.address(), self, endpoint, 1000)) {
        assertThat(accepted.poll(5, TimeUnit.SECONDS).identity()).isEqualTo(good.identity());
      }
      assertThat(accepted).isEmpty();
      assertThat(reasons).isNotEmpty();
    }
    assertThat(pool.allocatedBytes()).isZero();
  }
}
