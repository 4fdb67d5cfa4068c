package dev.espalier.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.espalier.io.tensor.TensorValues;
import dev.espalier.model.ElementType;
import dev.espalier.runtime.wire.auth.Identity;
import dev.espalier.runtime.wire.auth.Identity.Role;
import dev.espalier.runtime.wire.auth.Security;
import java.io.EOFException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that were changed on their way. */
@Timeout(20)
class FrameChecksumTest {
  private static final FrameLimits LIMITS = FrameLimits.defaults();
  private static final Identity SELF = new Identity(Role.COORDINATOR, "run-1", "cam");

  private final SplittableRandom random = new SplittableRandom(32);
  private final BufferPool pool = new BufferPool(1 << 20);

  @AfterEach
  void memoryIsReturned() {
    assertThat(pool.leasedBytes()).isZero();
  }

  private byte[] small() {
    Map<String, TensorValues> tensors = new LinkedHashMap<>();
    tensors.put("ab", Frames.tensor(random, ElementType.FLOAT32, 2L, 3L));
    tensors.put("cd", Frames.tensor(random, ElementType.INT8, 5L));
    return Frames.bytes(Frames.data(tensors));
  }

  /** None is read, and none makes the receiver wait for more bytes than there are. */
  @Test
  void everyFlippedBitIsRefused() {
    for (byte[] bytes :
        List.of(
            small(),
            Frames.bytes(Frame.control(FrameKind.DEPLOY, 7, "{\"größe\": 1}")),
            Frames.bytes(Frame.about(FrameKind.CREDIT, 1, 2)))) {
      for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
        byte[] wrong = bytes.clone();
        wrong[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        assertThatExceptionOfType(FrameFormatException.class)
            .as("bit %d of %d bytes", bit, bytes.length)
            .isThrownBy(() -> Frames.read(wrong, pool, LIMITS));
        assertThat(pool.leasedBytes()).isZero();
      }
    }
  }

  @Test
  void bytesOfTensorsThatChangedPlacesAreRefused() {
    byte[] bytes = small();
    int begin = FrameHeader.BYTES + 24;
    byte first = bytes[begin];
    bytes[begin] = bytes[begin + 4];
    bytes[begin + 4] = first;
    assertThat(bytes[begin]).isNotEqualTo(first);
    assertThatExceptionOfType(FrameFormatException.class)
        .isThrownBy(() -> Frames.read(bytes, pool, LIMITS))
        .withMessageContaining("checksum must be");
  }

  @Test
  void messageNamesBothChecksums() {
    byte[] bytes = small();
    ByteBuffer frame = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int correct = frame.getInt(bytes.length - Integer.BYTES);
    frame.putInt(bytes.length - Integer.BYTES, 0x12345678);
    assertThatExceptionOfType(FrameFormatException.class)
        .isThrownBy(() -> Frames.read(bytes, pool, LIMITS))
        .withMessage(
            "frame: checksum must be %08x but is 12345678; the frame was changed on its way",
            correct);
  }

  /** The buffers of a frame: its front, its data, its checksum. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void changedFrameEndsTheConnectionAndReturnsItsMemory(int part) throws Exception {
    BlockingQueue<FrameConnection> accepted = new LinkedBlockingQueue<>();
    Endpoint endpoint = new Endpoint(Security.open(), LIMITS, pool);
    InetSocketAddress anyPort = new InetSocketAddress("127.0.0.1", 0);
    try (FrameListener listener =
            FrameListener.open(anyPort, endpoint, accepted::add, reason -> {});
        FrameConnection near = FrameConnection.connect(listener.address(), SELF, endpoint, 1000);
        FrameConnection far = accepted.poll(5, TimeUnit.SECONDS)) {
      Frame frame = Frames.data(Map.of("x", Frames.tensor(random, ElementType.UINT8, 5000L)));
      near.withOutput(
          (channel, bytes) -> {
            bytes[part] = flipped(bytes[part]);
            FrameOutput.DIRECT.write(channel, bytes);
          });
      near.write(frame);
      assertThatExceptionOfType(FrameFormatException.class)
          .isThrownBy(far::read)
          .withMessageContaining("checksum must be");
      assertThat(pool.allocatedBytes()).as("memory taken for it").isPositive();
      assertThat(pool.leasedBytes()).isZero();
      assertThat(far.isOpen()).isFalse();
      assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(far::read);
      assertThatExceptionOfType(EOFException.class).isThrownBy(near::read);
    }
  }

  /**
   * A copy in which the lowest bit of the last byte is flipped; the front stays valid, with another
   * name.
   */
  private static ByteBuffer flipped(ByteBuffer bytes) {
    ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    return copy.put(copy.limit() - 1, (byte) (copy.get(copy.limit() - 1) ^ 1));
  }
}
