package dev.espalier.runtime.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.io.tensor.TensorValues;
import dev.espalier.model.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StampedHopTest {
  private static final StampedHop HOP =
      new StampedHop(1L << 40, 3, 1, 2, 10, 20, 30, 40, 50, -1, 4_096, List.of(25L, 29L));

  @Test
  void hopsAreReadAsTheyWereWritten() {
    List<StampedHop> hops =
        List.of(
            HOP,
            HOP.to(7, 12).sentAt(Long.MIN_VALUE),
            HOP,
            new StampedHop(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of()));
    assertThat(StampedHop.read(StampedHop.write(hops))).isEqualTo(hops);
    assertThat(StampedHop.read(StampedHop.write(List.of()))).isEmpty();
  }

  @Test
  void anythingElseIsReported() {
    TensorValues whole = StampedHop.write(List.of(HOP));
    for (int numbers = 1; numbers < whole.elements(); numbers++) {
      TensorValues cut = longs(whole, numbers);
      assertThatThrownBy(() -> StampedHop.read(cut)).isInstanceOf(IllegalArgumentException.class);
    }
    TensorValues bytes = new TensorValues(ElementType.UINT8, List.of(8L), ByteBuffer.allocate(8));
    assertThatThrownBy(() -> StampedHop.read(bytes))
        .hasMessageStartingWith("time stamps: expected int64 but found");
  }

  private static TensorValues longs(TensorValues from, int count) {
    return new TensorValues(
        ElementType.INT64, List.of((long) count), from.bytes().limit(count * Long.BYTES));
  }

  @Test
  void rubbishNeverTakesMemory() {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      ByteBuffer bytes = ByteBuffer.allocate(8 * random.nextInt(40)).order(ByteOrder.LITTLE_ENDIAN);
      while (bytes.hasRemaining()) {
        bytes.putLong(random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(5));
      }
      TensorValues values =
          new TensorValues(ElementType.INT64, List.of(bytes.flip().limit() / 8L), bytes);
      assertThatCode(
              () -> {
                try {
                  StampedHop.read(values);
                } catch (IllegalArgumentException | ArithmeticException e) {
                  // Said so.
                }
              })
          .doesNotThrowAnyException();
    }
  }

  @Test
  void hopsAreTakenInPartsAndBeyondANumberDropped() {
    HopLog log = new HopLog();
    for (int i = 0; i < 100_050; i++) {
      log.add(HOP);
    }
    int taken = 0;
    for (List<StampedHop> part = log.take(); !part.isEmpty(); part = log.take()) {
      assertThat(part).hasSizeLessThanOrEqualTo(2_000);
      taken += part.size();
    }
    assertThat(taken).isEqualTo(100_000);
  }
}
