package dev.espalier.runtime.wire;

import dev.espalier.internal.TimeLimit;
import dev.espalier.io.tensor.TensorValues;
import dev.espalier.model.ElementType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/** Frames for tests, and frames as bytes. */
final class Frames {
  private static final TimeLimit ENDLESS = TimeLimit.paused(() -> {}, 60_000);

  private Frames() {}

  /** A tensor with random bytes. */
  static TensorValues tensor(SplittableRandom random, ElementType type, Long... shape) {
    long elements = List.of(shape).stream().reduce(1L, (a, b) -> a * b);
    byte[] bytes = new byte[(int) type.bytes(elements)];
    random.nextBytes(bytes);
    return new TensorValues(type, List.of(shape), ByteBuffer.wrap(bytes));
  }

  /** A sample on its way. */
  static Frame data(Map<String, TensorValues> tensors) {
    return new Frame(FrameKind.DATA, 3, 1L << 40, 2, 1, Frame.NONE, "", tensors, Lease.NONE);
  }

  /** A frame of any kind with texts and tensors of any type. */
  static Frame random(SplittableRandom random) {
    Map<String, TensorValues> tensors = new LinkedHashMap<>();
    ElementType[] types = ElementType.values();
    for (int i = random.nextInt(4); i > 0; i--) {
      Long[] shape = new Long[random.nextInt(4)];
      for (int axis = 0; axis < shape.length; axis++) {
        shape[axis] = (long) random.nextInt(9);
      }
      tensors.put("tensor/" + i, tensor(random, types[random.nextInt(types.length)], shape));
    }
    return new Frame(
        FrameKind.values()[random.nextInt(FrameKind.values().length)],
        random.nextInt(),
        random.nextLong(),
        (short) random.nextInt(),
        (short) random.nextInt(),
        (short) random.nextInt(),
        "é{}".repeat(random.nextInt(9)),
        tensors,
        Lease.NONE);
  }

  /** The frame as it is sent. */
  static byte[] bytes(Frame frame) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      FrameOutput.DIRECT.write(
          Channels.newChannel(out), FrameWriter.encode(frame, FrameLimits.defaults()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  /** The bytes with a correct checksum where their length says, else at their end. */
  static byte[] sealed(byte[] bytes) {
    byte[] copy = bytes.clone();
    if (copy.length >= FrameHeader.BYTES) {
      ByteBuffer frame = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
      long length = Integer.toUnsignedLong(frame.getInt(0));
      boolean isThere = length >= FrameHeader.BYTES && length <= copy.length - Integer.BYTES;
      int end = (isThere ? (int) length + Integer.BYTES : copy.length) - FrameHeader.CHECKSUM_BYTES;
      CRC32C checksum = new CRC32C();
      checksum.update(copy, 0, end);
      frame.putInt(end, (int) checksum.getValue());
    }
    return copy;
  }

  /** Reads the first frame of some bytes. */
  static Frame read(byte[] bytes, BufferPool pool, FrameLimits limits) throws IOException {
    return reader(new ByteArrayInputStream(bytes), pool).read(limits);
  }

  /** A reader of frames that follow each other. */
  static FrameReader reader(InputStream stream, BufferPool pool) {
    return new FrameReader(Channels.newChannel(stream), pool, ENDLESS, () -> false);
  }
}
