package dev.espalier.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.espalier.io.tensor.TensorValues;
import dev.espalier.model.ElementType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Frames as bytes. */
class FrameFormatTest {
  private static final FrameLimits LIMITS = FrameLimits.defaults();

  private final SplittableRandom random = new SplittableRandom(13);
  private final BufferPool pool = new BufferPool(1 << 24);

  @AfterEach
  void memoryIsReturned() {
    assertThat(pool.leasedBytes()).isZero();
  }

  /** Everything but the lease, which differs. */
  private static void assertEqual(Frame found, Frame expected) {
    assertThat(found)
        .usingRecursiveComparison()
        .ignoringFields("tensors", "lease")
        .isEqualTo(expected);
    assertThat(found.tensors().keySet()).containsExactlyElementsOf(expected.tensors().keySet());
    found
        .tensors()
        .forEach((name, tensor) -> assertThat(tensor).isEqualTo(expected.tensors().get(name)));
  }

  private void assertRoundTrip(Frame frame) throws IOException {
    byte[] bytes = Frames.bytes(frame);
    assertThat(FrameConnection.bytesOnWire(frame)).isEqualTo(bytes.length);
    try (Frame read = Frames.read(bytes, pool, LIMITS)) {
      assertEqual(read, frame);
    }
  }

  @ParameterizedTest
  @EnumSource(FrameKind.class)
  void everyKindComesBack(FrameKind kind) throws IOException {
    assertRoundTrip(Frame.control(kind, 7, "{\"größe\": 1}"));
    assertRoundTrip(
        new Frame(
            kind,
            Integer.MIN_VALUE,
            Long.MAX_VALUE,
            Short.MAX_VALUE,
            Short.MIN_VALUE,
            -1,
            "",
            Map.of("x", Frames.tensor(random, ElementType.FLOAT32, 1L, 3L, 5L)),
            Lease.NONE));
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void everyElementTypeComesBackAsScalarEmptyAndGrid(ElementType type) throws IOException {
    Map<String, TensorValues> tensors = new LinkedHashMap<>();
    tensors.put("scalar", Frames.tensor(random, type));
    tensors.put("empty", Frames.tensor(random, type, 5L, 0L));
    tensors.put("grid", Frames.tensor(random, type, 3L, 7L));
    tensors.put("/layer/ü:0", Frames.tensor(random, type, 1L, 1L, 1L, 1L));
    assertRoundTrip(Frames.data(tensors));
  }

  @Test
  void tensorsWithoutElementsTakeNoMemory() throws IOException {
    assertRoundTrip(Frames.data(Map.of("x", Frames.tensor(random, ElementType.INT64, 0L))));
    assertThat(pool.allocatedBytes()).isZero();
  }

  @Test
  void thousandRandomFramesComeBack() throws IOException {
    for (int i = 0; i < 1000; i++) {
      assertRoundTrip(Frames.random(random));
    }
  }

  @Test
  void tensorsBeginAtMultiplesOf64AndAreDirect() throws IOException {
    Map<String, TensorValues> tensors = new LinkedHashMap<>();
    for (long i = 1; i < 9; i++) {
      tensors.put("x" + i, Frames.tensor(random, ElementType.FLOAT32, i * 5));
    }
    try (Frame read = Frames.read(Frames.bytes(Frames.data(tensors)), pool, LIMITS)) {
      for (TensorValues tensor : read.tensors().values()) {
        assertThat(tensor.bytes().isDirect()).isTrue();
        assertThat(tensor.bytes().alignmentOffset(0, BufferPool.ALIGNMENT)).isZero();
      }
    }
  }

  @Test
  void dataIsNotCopiedWhenItIsSent() {
    ByteBuffer direct = ByteBuffer.allocateDirect(8).order(ByteOrder.LITTLE_ENDIAN);
    TensorValues tensor = new TensorValues(ElementType.FLOAT32, List.of(2L), direct);
    ByteBuffer[] encoded = FrameWriter.encode(Frames.data(Map.of("x", tensor)), LIMITS);
    direct.putFloat(4, 0.5f);
    assertThat(encoded).hasSize(3);
    assertThat(encoded[1].getFloat(4)).isEqualTo(0.5f);
  }

  /** One small tensor: what is sent beside its 4,500 bytes is 49 bytes. */
  @Test
  void framesOfSmallTensorsAreCompact() {
    Frame frame = Frames.data(Map.of("x", Frames.tensor(random, ElementType.UINT8, 4500L)));
    assertThat(FrameConnection.bytesOnWire(frame)).isEqualTo(4500 + 36 + 4 + 4 + 1 + 4);
  }

  private byte[] changed(Consumer<ByteBuffer> change) {
    Map<String, TensorValues> tensors = new LinkedHashMap<>();
    tensors.put("ab", Frames.tensor(random, ElementType.FLOAT32, 2L, 3L));
    tensors.put("cd", Frames.tensor(random, ElementType.INT8, 5L));
    byte[] bytes = Frames.bytes(Frames.data(tensors));
    change.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    return Frames.sealed(bytes);
  }

  private void assertRefused(byte[] bytes, String message) {
    assertThatExceptionOfType(FrameFormatException.class)
        .isThrownBy(() -> Frames.read(bytes, pool, LIMITS))
        .withMessageContaining(message);
    assertThat(pool.allocatedBytes()).as("memory taken for it").isZero();
  }

  /** Places of 2 or 4 bytes in the frame of {@link #changed}, and what a value there leads to. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0  | 4 | -1         | length must be from 36 to 67108860 but is 4294967295",
        "0  | 4 | 35         | length must be from 36 to 67108860 but is 35",
        "0  | 4 | 67108861   | length must be from 36",
        "0  | 4 | 90         | its tensors need 29 bytes of data but it has 30",
        "4  | 2 | 21576      | magic must be 45 53 but is 48 54; is the peer another program?",
        "6  | 2 | 2          | version must be from 1 to 1 but is 2",
        "8  | 2 | 4          | kind must be one of [1, 2, 3, 10,",
        "10 | 2 | 1          | descriptors of 1 tensors must end with their last name but 10 bytes are left",
        "10 | 2 | 3          | the descriptor of a tensor needs 4 bytes more but 0 are left",
        "10 | 2 | 257        | number of tensors must be from 0 to 256 but is 257",
        "30 | 2 | 65535      | text and descriptors must be from 36 to 89 but is 65571",
        "32 | 4 | -1         | text must be from 0 to 4194304 but is 4294967295",
        "32 | 4 | 4194304    | text and descriptors must be from 36 to 89",
        "36 | 2 | 0          | a tensor must have a name of 1 to 800 bytes and up to 16 axes but has a name of 0 bytes",
        "36 | 2 | 801        | but has a name of 801 bytes",
        "36 | 2 | 100        | the descriptor of a tensor needs 108 bytes more but 20 are left",
        "38 | 2 | 0x0200     | tensor \"ab\": type must be a code of ONNX that is supported but is 0",
        "38 | 2 | 0x0208     | type must be a code of ONNX that is supported but is 8",
        "38 | 2 | 0x1101     | and 17 axes",
        "40 | 4 | 3          | its tensors need 41 bytes of data but it has 29",
        "40 | 4 | -1         | tensor \"ab\": shape [4294967295, 3] needs more than the 29 bytes of data",
        "40 | 4 | 0          | its tensors need 5 bytes of data but it has 29",
        "48 | 2 | 0xFFFF     | the name of a tensor is not text in UTF-8",
        "58 | 2 | 0x6261     | tensor \"ab\": name is used twice",
      })
  void rubbishIsRefusedBeforeMemoryIsTaken(int place, int bytes, String value, String message) {
    int number = Integer.decode(value);
    assertRefused(
        changed(
            frame -> {
              if (bytes == 2) {
                frame.putShort(place, (short) number);
              } else {
                frame.putInt(place, number);
              }
            }),
        message);
  }

  @Test
  void extentsWhoseProductOverflowsAreRefused() throws IOException {
    TensorValues empty = Frames.tensor(random, ElementType.FLOAT32, 1L, 1L, 1L, 0L);
    byte[] bytes = Frames.bytes(Frames.data(Map.of("x", empty)));
    ByteBuffer frame = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    frame.putInt(40, -1).putInt(44, -1).putInt(48, -1);
    assertRefused(bytes, "needs more than the 0 bytes of data");
    frame.putInt(44, 0);
    try (Frame read = Frames.read(Frames.sealed(bytes), pool, LIMITS)) {
      assertThat(read.tensors().get("x").shape()).containsExactly(4294967295L, 0L, 4294967295L, 0L);
    }
  }

  @Test
  void everyTruncatedFrameEndsTooEarly() {
    byte[] bytes = changed(frame -> {});
    for (int end = 0; end < bytes.length; end++) {
      byte[] part = Arrays.copyOf(bytes, end);
      assertThatExceptionOfType(EOFException.class)
          .isThrownBy(() -> Frames.read(part, pool, LIMITS))
          .withMessage(
              end == 0
                  ? "the peer ended the connection"
                  : "the peer ended the connection within a frame");
    }
  }

  /** Some are larger than what is read ahead, in their text, their data or both. */
  @Test
  void framesInARowComeBackInPiecesOfAnySize() throws IOException {
    List<Frame> frames = new ArrayList<>();
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int i = 0; i < 300; i++) {
      Frame frame = Frames.random(random);
      Map<String, TensorValues> tensors = new LinkedHashMap<>(frame.tensors());
      tensors.put("large", Frames.tensor(random, ElementType.INT8, (long) random.nextInt(5000)));
      String text = i % 3 == 0 ? "é".repeat(random.nextInt(3000)) : frame.text();
      Map<String, TensorValues> sent = i % 2 == 0 ? tensors : frame.tensors();
      frames.add(new Frame(frame.kind(), i, i, 1, 0, -1, text, sent, Lease.NONE));
      stream.write(Frames.bytes(frames.get(i)));
    }
    for (int most : List.of(1, 7, 1500, 1 << 20)) {
      FrameReader reader = Frames.reader(new Pieces(stream.toByteArray(), most), pool);
      for (Frame expected : frames) {
        try (Frame read = reader.read(LIMITS)) {
          assertEqual(read, expected);
        }
      }
    }
  }

  /** Bytes that come a few at a time. */
  private static final class Pieces extends ByteArrayInputStream {
    private final SplittableRandom random = new SplittableRandom(5);
    private final int most;

    Pieces(byte[] bytes, int most) {
      super(bytes);
      this.most = most;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
      return super.read(target, offset, Math.min(length, 1 + random.nextInt(most)));
    }

    /** Else the channel would ask again until its buffer is full. */
    @Override
    public synchronized int available() {
      return 0;
    }
  }

  @Test
  void textThatIsNoUtf8IsRefused() {
    byte[] bytes = Frames.bytes(Frame.control(FrameKind.PING, 0, "ab"));
    bytes[FrameHeader.BYTES] = (byte) 0xC0;
    assertRefused(Frames.sealed(bytes), "the text is not text in UTF-8");
  }

  @Test
  void dataThatNoMemoryIsForIsRefused() {
    BufferPool small = new BufferPool(1 << 13);
    byte[] bytes =
        Frames.bytes(Frames.data(Map.of("x", Frames.tensor(random, ElementType.INT8, 9000L))));
    assertThatExceptionOfType(FrameFormatException.class)
        .isThrownBy(() -> Frames.read(bytes, small, LIMITS))
        .withMessage("frame: data must fit into the 8192 bytes of memory of this end but has 9000");
  }

  @Test
  void framesThatDoNotFitAreNotSent() {
    Frame wide = new Frame(FrameKind.DATA, 0, 0, 40_000, -1, -1, "", Map.of(), Lease.NONE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrameWriter.encode(wide, LIMITS))
        .withMessage("frame to send: segment must be from -32768 to 32767 but is 40000");
    Frame nameless = Frames.data(Map.of("", Frames.tensor(random, ElementType.INT8)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrameWriter.encode(nameless, LIMITS))
        .withMessage("frame to send: bytes of a name must be from 1 to 800 but is 0");
    Frame large = Frames.data(Map.of("x", Frames.tensor(random, ElementType.INT8, 2000L)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrameWriter.encode(large, LIMITS.withFrameBytes(1000)))
        .withMessage("frame to send: bytes must be from 0 to 1000 but is 2049");
  }

  @Test
  void codesOfElementTypesAreThoseOfOnnx() {
    assertThat(Arrays.stream(ElementType.values()).map(ElementCode::of))
        .doesNotHaveDuplicates()
        .allMatch(code -> ElementCode.type(code).isPresent());
    assertThat(ElementCode.of(ElementType.FLOAT32)).isEqualTo(1);
    assertThat(ElementCode.of(ElementType.BFLOAT16)).isEqualTo(16);
    assertThat(HexFormat.of().toHexDigits((byte) ElementCode.of(ElementType.INT2))).isEqualTo("1a");
  }
}
