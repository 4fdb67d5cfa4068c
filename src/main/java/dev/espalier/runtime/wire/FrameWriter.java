package dev.espalier.runtime.wire;

import dev.espalier.io.tensor.TensorValues;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Encodes frames. The data of tensors is not copied. A checksum ends each frame, because that of
 * TCP has 16 bits only and is renewed wherever a proxy or a tunnel passes the bytes on.
 */
final class FrameWriter {
  private static final long MAX_EXTENT = 0xFFFF_FFFFL;

  private FrameWriter() {}

  /** Exact size of an encoded frame, bytes. */
  static long bytes(Frame frame) {
    return header(frame, names(frame), frame.text().getBytes(StandardCharsets.UTF_8)).frameBytes();
  }

  /**
   * The bytes of a frame: new buffers for all but the data, and those of its tensors.
   *
   * @throws IllegalArgumentException if it exceeds a limit or a number does not fit into its field
   */
  static ByteBuffer[] encode(Frame frame, FrameLimits limits) {
    List<byte[]> names = names(frame);
    byte[] text = frame.text().getBytes(StandardCharsets.UTF_8);
    FrameHeader header = header(frame, names, text);
    check(frame, header, names, limits);
    ByteBuffer front = ByteBuffer.allocate((int) header.frontBytes());
    header.write(front.order(ByteOrder.LITTLE_ENDIAN));
    List<ByteBuffer> all = new ArrayList<>();
    all.add(front);
    int index = 0;
    for (TensorValues tensor : frame.tensors().values()) {
      TensorHeader.write(names.get(index++), tensor, front);
      all.add(tensor.bytes());
    }
    front.put(text).flip();
    all.add(checksum(all));
    return all.toArray(ByteBuffer[]::new);
  }

  private static ByteBuffer checksum(List<ByteBuffer> frame) {
    CRC32C checksum = new CRC32C();
    frame.forEach(part -> checksum.update(part.duplicate()));
    return ByteBuffer.allocate(FrameHeader.CHECKSUM_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt((int) checksum.getValue())
        .flip();
  }

  private static List<byte[]> names(Frame frame) {
    return frame.tensors().keySet().stream().map(TensorHeader::encoded).toList();
  }

  private static FrameHeader header(Frame frame, List<byte[]> names, byte[] text) {
    int descriptors = 0;
    long data = 0;
    int index = 0;
    for (TensorValues tensor : frame.tensors().values()) {
      descriptors += TensorHeader.bytes(names.get(index++), tensor);
      data += tensor.bytes().remaining();
    }
    long length =
        (long) FrameHeader.BYTES
            - Integer.BYTES
            + descriptors
            + text.length
            + data
            + FrameHeader.CHECKSUM_BYTES;
    return new FrameHeader(
        length,
        frame.kind(),
        frame.tensors().size(),
        frame.epoch(),
        frame.sample(),
        frame.segment(),
        frame.exitSoFar(),
        frame.leaveAt(),
        descriptors,
        text.length);
  }

  private static void check(
      Frame frame, FrameHeader header, List<byte[]> names, FrameLimits limits) {
    require("bytes", header.frameBytes(), 0, limits.frameBytes());
    require("bytes of text", header.textBytes(), 0, limits.textBytes());
    require("tensors", header.tensors(), 0, Math.min(limits.tensors(), FrameHeader.MAX_SHORT));
    require("bytes of descriptors", header.descriptorBytes(), 0, FrameHeader.MAX_SHORT);
    require("segment", header.segment(), Short.MIN_VALUE, Short.MAX_VALUE);
    require("exitSoFar", header.exitSoFar(), Short.MIN_VALUE, Short.MAX_VALUE);
    require("leaveAt", header.leaveAt(), Short.MIN_VALUE, Short.MAX_VALUE);
    names.forEach(name -> require("bytes of a name", name.length, 1, limits.nameBytes()));
    for (TensorValues tensor : frame.tensors().values()) {
      require("axes", tensor.shape().size(), 0, limits.rank());
      tensor.shape().forEach(extent -> require("extent", extent, 0, MAX_EXTENT));
    }
  }

  private static void require(String what, long found, long minimum, long maximum) {
    if (found < minimum || found > maximum) {
      throw new IllegalArgumentException(
          "frame to send: %s must be from %d to %d but is %d"
              .formatted(what, minimum, maximum, found));
    }
  }
}
