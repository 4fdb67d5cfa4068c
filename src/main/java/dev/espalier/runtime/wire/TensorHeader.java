package dev.espalier.runtime.wire;

import dev.espalier.internal.Printable;
import dev.espalier.io.tensor.TensorValues;
import dev.espalier.model.ElementType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Describes a tensor of a frame: size of the name (two bytes), type, rank (a byte each), extents
 * (four bytes each), name.
 *
 * @param dataBytes size of the elements, bytes
 */
record TensorHeader(String name, ElementType type, List<Long> shape, long dataBytes) {
  private static final int FIXED_BYTES = 4;
  private static final int MAX_MESSAGE = 80;

  /** Elements of the smallest types. */
  private static final int PACKED_IN_BYTE = 4;

  /** Maximum product of the extents before the 0 of a tensor without elements. */
  private static final long MAX_EXTENTS_OF_EMPTY = 1L << 40;

  /** Size of the descriptor of a tensor, bytes. */
  static int bytes(byte[] name, TensorValues tensor) {
    return FIXED_BYTES + Integer.BYTES * tensor.shape().size() + name.length;
  }

  static void write(byte[] name, TensorValues tensor, ByteBuffer to) {
    to.putShort((short) name.length);
    to.put((byte) ElementCode.of(tensor.type()));
    to.put((byte) tensor.shape().size());
    tensor.shape().forEach(extent -> to.putInt((int) (long) extent));
    to.put(name);
  }

  /**
   * Reads the descriptors of a frame.
   *
   * @param from the descriptors and nothing else
   * @param dataBytes size of the data of all tensors together, bytes
   * @throws FrameFormatException if they are none, exceed a limit, or describe other data
   */
  static List<TensorHeader> readAll(
      ByteBuffer from, int tensors, long dataBytes, FrameLimits limits)
      throws FrameFormatException {
    List<TensorHeader> headers = new ArrayList<>(tensors);
    Set<String> names = new HashSet<>();
    long described = 0;
    for (int i = 0; i < tensors; i++) {
      TensorHeader header = read(from, dataBytes, limits);
      if (!names.add(header.name)) {
        throw header.wrong("name is used twice; it must be unique in a frame");
      }
      described += header.dataBytes;
      headers.add(header);
    }
    if (from.hasRemaining()) {
      throw new FrameFormatException(
          "frame: descriptors of %d tensors must end with their last name but %d bytes are left"
              .formatted(tensors, from.remaining()));
    }
    if (described != dataBytes) {
      throw new FrameFormatException(
          "frame: its tensors need %d bytes of data but it has %d".formatted(described, dataBytes));
    }
    return headers;
  }

  private static TensorHeader read(ByteBuffer from, long maxBytes, FrameLimits limits)
      throws FrameFormatException {
    needs(from, FIXED_BYTES);
    int nameBytes = Short.toUnsignedInt(from.getShort());
    int code = Byte.toUnsignedInt(from.get());
    int rank = Byte.toUnsignedInt(from.get());
    if (nameBytes < 1 || nameBytes > limits.nameBytes() || rank > limits.rank()) {
      throw new FrameFormatException(
          "frame: a tensor must have a name of 1 to %d bytes and up to %d axes but has a name of %d bytes and %d axes"
              .formatted(limits.nameBytes(), limits.rank(), nameBytes, rank));
    }
    needs(from, Integer.BYTES * rank + nameBytes);
    List<Long> shape = new ArrayList<>(rank);
    for (int axis = 0; axis < rank; axis++) {
      shape.add(Integer.toUnsignedLong(from.getInt()));
    }
    String name = FrameText.read(from, nameBytes, "name of a tensor");
    ElementType type = type(name, code);
    return new TensorHeader(name, type, shape, dataBytes(name, type, shape, maxBytes));
  }

  private static void needs(ByteBuffer from, int bytes) throws FrameFormatException {
    if (from.remaining() < bytes) {
      throw new FrameFormatException(
          "frame: the descriptor of a tensor needs %d bytes more but %d are left"
              .formatted(bytes, from.remaining()));
    }
  }

  private static ElementType type(String name, int code) throws FrameFormatException {
    return ElementCode.type(code)
        .orElseThrow(
            () -> wrong(name, "type must be a code of ONNX that is supported but is " + code));
  }

  /** The size of the elements; more of them than there are bytes for are refused at once. */
  private static long dataBytes(String name, ElementType type, List<Long> shape, long maxBytes)
      throws FrameFormatException {
    long maximum = shape.contains(0L) ? MAX_EXTENTS_OF_EMPTY : maxBytes * PACKED_IN_BYTE;
    long elements = 1;
    for (long extent : shape) {
      if (extent > maximum / Math.max(1, elements)) {
        throw wrong(
            name, "shape %s needs more than the %d bytes of data".formatted(shape, maxBytes));
      }
      elements *= extent;
    }
    return type.bytes(elements);
  }

  private FrameFormatException wrong(String what) {
    return wrong(name, what);
  }

  private static FrameFormatException wrong(String name, String what) {
    return new FrameFormatException(
        "frame: tensor \"%s\": %s".formatted(Printable.shortened(name, MAX_MESSAGE), what));
  }

  /** A name as it is sent. */
  static byte[] encoded(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }
}
