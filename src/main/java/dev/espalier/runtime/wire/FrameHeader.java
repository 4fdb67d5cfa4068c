package dev.espalier.runtime.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The fixed beginning of a frame. {@code src/docs/wire-format.md} lists its fields.
 *
 * @param length number of the bytes that follow the field of the length
 * @param tensors number of tensors
 * @param descriptorBytes size of the descriptors of the tensors, bytes
 * @param textBytes size of the text, bytes
 */
record FrameHeader(
    long length,
    FrameKind kind,
    int tensors,
    int epoch,
    long sample,
    int segment,
    int exitSoFar,
    int leaveAt,
    int descriptorBytes,
    int textBytes) {
  /** Size, the field of the length included, bytes. */
  static final int BYTES = 36;

  /** Size of the checksum at the end of a frame, bytes. */
  static final int CHECKSUM_BYTES = Integer.BYTES;

  /** Version of the layout. */
  static final int VERSION = 1;

  /** Maximum value of a field of two bytes. */
  static final int MAX_SHORT = 0xFFFF;

  private static final short MAGIC = 'E' | 'S' << Byte.SIZE;
  private static final Map<Integer, FrameKind> KINDS =
      Arrays.stream(FrameKind.values())
          .collect(Collectors.toUnmodifiableMap(FrameKind::code, Function.identity()));

  /** Size of all that is no data of tensors, the field of the length included, bytes. */
  long frontBytes() {
    return (long) BYTES + descriptorBytes + textBytes;
  }

  /** Size of the whole frame, bytes. */
  long frameBytes() {
    return Integer.BYTES + length;
  }

  /** Size of the data of all tensors, bytes. */
  long dataBytes() {
    return frameBytes() - frontBytes() - CHECKSUM_BYTES;
  }

  void write(ByteBuffer to) {
    to.putInt((int) length)
        .putShort(MAGIC)
        .putShort((short) VERSION)
        .putShort((short) kind.code())
        .putShort((short) tensors)
        .putInt(epoch)
        .putLong(sample)
        .putShort((short) segment)
        .putShort((short) exitSoFar)
        .putShort((short) leaveAt)
        .putShort((short) descriptorBytes)
        .putInt(textBytes);
  }

  /**
   * Reads and checks a header.
   *
   * @param from begins with the header
   * @throws FrameFormatException if it is none or exceeds a limit
   */
  static FrameHeader read(ByteBuffer from, FrameLimits limits) throws FrameFormatException {
    ByteBuffer in = from.slice().order(from.order());
    long length = Integer.toUnsignedLong(in.getInt());
    if (in.getShort() != MAGIC) {
      throw new FrameFormatException(
          "frame: magic must be 45 53 but is %02x %02x; is the peer another program?"
              .formatted(in.get(Integer.BYTES), in.get(Integer.BYTES + 1)));
    }
    require("version", unsignedShort(in), VERSION, VERSION);
    FrameKind kind = kind(unsignedShort(in));
    require(
        "length",
        length,
        BYTES - Integer.BYTES + CHECKSUM_BYTES,
        (long) limits.frameBytes() - Integer.BYTES);
    FrameHeader header = read(length, kind, in);
    header.check(limits);
    return header;
  }

  private static FrameKind kind(int code) throws FrameFormatException {
    FrameKind kind = KINDS.get(code);
    if (kind == null) {
      throw new FrameFormatException(
          "frame: kind must be one of %s but is %d"
              .formatted(KINDS.keySet().stream().sorted().toList(), code));
    }
    return kind;
  }

  private static FrameHeader read(long length, FrameKind kind, ByteBuffer in) {
    int tensors = unsignedShort(in);
    int epoch = in.getInt();
    long sample = in.getLong();
    int segment = in.getShort();
    int exitSoFar = in.getShort();
    int leaveAt = in.getShort();
    int descriptorBytes = unsignedShort(in);
    int textBytes = in.getInt();
    return new FrameHeader(
        length,
        kind,
        tensors,
        epoch,
        sample,
        segment,
        exitSoFar,
        leaveAt,
        descriptorBytes,
        textBytes);
  }

  private void check(FrameLimits limits) throws FrameFormatException {
    require("number of tensors", tensors, 0, limits.tensors());
    require("text", Integer.toUnsignedLong(textBytes), 0, limits.textBytes());
    require("text and descriptors", frontBytes(), BYTES, frameBytes() - CHECKSUM_BYTES);
  }

  private static int unsignedShort(ByteBuffer from) {
    return Short.toUnsignedInt(from.getShort());
  }

  private static void require(String what, long found, long minimum, long maximum)
      throws FrameFormatException {
    if (found < minimum || found > maximum) {
      throw new FrameFormatException(
          "frame: %s must be from %d to %d but is %d".formatted(what, minimum, maximum, found));
    }
  }
}
