package dev.espalier.runtime.wire;

import dev.espalier.internal.TimeLimit;
import dev.espalier.io.tensor.TensorValues;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32C;

/**
 * Reads frames from a channel. What is small is read ahead into one buffer; the data of tensors
 * goes straight to where it is used. Not thread-safe.
 */
final class FrameReader {
  /** Enough for all but the data of common frames, and little to copy where it is data. */
  private static final int AHEAD_BYTES = 2048;

  private final ReadableByteChannel channel;
  private final BufferPool pool;
  private final TimeLimit time;
  private final BooleanSupplier isClosed;
  private final ByteBuffer ahead =
      ByteBuffer.allocateDirect(AHEAD_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);
  private final CRC32C checksum = new CRC32C();
  private boolean hasBegun;

  /**
   * @param time runs while a frame has begun and is not complete
   * @param isClosed whether to give up waiting for memory
   */
  FrameReader(
      ReadableByteChannel channel, BufferPool pool, TimeLimit time, BooleanSupplier isClosed) {
    this.channel = channel;
    this.pool = pool;
    this.time = time;
    this.isClosed = isClosed;
  }

  /**
   * Reads a frame; waits for its first byte without limit.
   *
   * @throws EOFException if the channel ends
   * @throws FrameFormatException if it is no frame or exceeds a limit
   */
  Frame read(FrameLimits limits) throws IOException {
    if (!ahead.hasRemaining()) {
      readAhead(1);
    }
    hasBegun = true;
    time.renew(limits.frameMs(0));
    try {
      readAhead(FrameHeader.BYTES);
      FrameHeader header = FrameHeader.read(ahead, limits);
      time.renew(limits.frameMs(header.frameBytes()));
      checksum.reset();
      take(FrameHeader.BYTES);
      return read(header, limits);
    } finally {
      hasBegun = false;
      time.pause();
    }
  }

  private Frame read(FrameHeader header, FrameLimits limits) throws IOException {
    ByteBuffer front = take((int) header.frontBytes() - FrameHeader.BYTES);
    ByteBuffer descriptors = front.slice(0, header.descriptorBytes()).order(front.order());
    List<TensorHeader> tensors =
        TensorHeader.readAll(descriptors, header.tensors(), header.dataBytes(), limits);
    front.position(header.descriptorBytes());
    String text = FrameText.read(front, header.textBytes(), "text");
    if (header.dataBytes() == 0) {
      requireChecksum();
      return frame(header, text, values(tensors, ByteBuffer.allocate(0)), Lease.NONE);
    }
    LeasedBuffer memory = lease(header, tensors, limits);
    try {
      Map<String, TensorValues> values = filled(tensors, memory.bytes());
      requireChecksum();
      return frame(header, text, values, memory.lease());
    } catch (IOException | RuntimeException | Error e) {
      memory.close();
      throw e;
    }
  }

  /** Ends the frame: demands that its last bytes are the checksum of all others. */
  private void requireChecksum() throws IOException {
    int expected = (int) checksum.getValue();
    int found = take(FrameHeader.CHECKSUM_BYTES).getInt();
    if (found != expected) {
      throw new FrameFormatException(
          "frame: checksum must be %08x but is %08x; the frame was changed on its way"
              .formatted(expected, found));
    }
  }

  private static Frame frame(
      FrameHeader header, String text, Map<String, TensorValues> tensors, Lease lease) {
    return new Frame(
        header.kind(),
        header.epoch(),
        header.sample(),
        header.segment(),
        header.exitSoFar(),
        header.leaveAt(),
        text,
        tensors,
        lease);
  }

  /** A peer is not slow where it is this end that has no memory. */
  private LeasedBuffer lease(FrameHeader header, List<TensorHeader> tensors, FrameLimits limits)
      throws IOException {
    long bytes = tensors.stream().mapToLong(tensor -> aligned(tensor.dataBytes())).sum();
    if (!pool.fits(bytes)) {
      throw new FrameFormatException(
          "frame: data must fit into the %d bytes of memory of this end but has %d"
              .formatted(pool.capacity(), header.dataBytes()));
    }
    time.pause();
    LeasedBuffer memory = pool.lease((int) bytes, isClosed);
    time.renew(limits.frameMs(header.frameBytes()));
    return memory;
  }

  private static long aligned(long bytes) {
    return (bytes + BufferPool.ALIGNMENT - 1) / BufferPool.ALIGNMENT * BufferPool.ALIGNMENT;
  }

  private Map<String, TensorValues> filled(List<TensorHeader> tensors, ByteBuffer memory)
      throws IOException {
    int begin = 0;
    for (TensorHeader tensor : tensors) {
      fill(memory.slice(begin, (int) tensor.dataBytes()));
      begin += (int) aligned(tensor.dataBytes());
    }
    return values(tensors, memory);
  }

  private static Map<String, TensorValues> values(List<TensorHeader> tensors, ByteBuffer memory) {
    Map<String, TensorValues> values = new LinkedHashMap<>();
    int begin = 0;
    for (TensorHeader tensor : tensors) {
      ByteBuffer data = memory.slice(begin, (int) tensor.dataBytes());
      values.put(tensor.name(), new TensorValues(tensor.type(), tensor.shape(), data));
      begin += (int) aligned(tensor.dataBytes());
    }
    return values;
  }

  /**
   * So many bytes, in the buffer of what is read ahead where they fit into it: valid until more is
   * taken.
   */
  private ByteBuffer take(int bytes) throws IOException {
    if (bytes > AHEAD_BYTES) {
      ByteBuffer own = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
      fill(own);
      return own.flip();
    }
    readAhead(bytes);
    ByteBuffer part = ahead.slice(ahead.position(), bytes).order(ByteOrder.LITTLE_ENDIAN);
    ahead.position(ahead.position() + bytes);
    checksum.update(part.duplicate());
    return part;
  }

  /** Reads until at least so many bytes are there. */
  private void readAhead(int bytes) throws IOException {
    if (ahead.remaining() < bytes) {
      ahead.compact();
      while (ahead.position() < bytes) {
        receive(ahead);
      }
      ahead.flip();
    }
  }

  /** Adds each part to the checksum as it comes, while the next one is still on its way. */
  private void fill(ByteBuffer target) throws IOException {
    int early = Math.min(ahead.remaining(), target.remaining());
    target.put(ahead.slice(ahead.position(), early));
    ahead.position(ahead.position() + early);
    checksum.update(target.slice(0, early));
    while (target.hasRemaining()) {
      int begin = target.position();
      receive(target);
      checksum.update(target.slice(begin, target.position() - begin));
    }
  }

  private void receive(ByteBuffer target) throws IOException {
    if (channel.read(target) < 0) {
      throw new EOFException("the peer ended the connection" + (hasBegun ? " within a frame" : ""));
    }
  }
}
