package dev.espalier.runtime.standin;

import dev.espalier.runtime.wire.FrameOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/** The bytes of a frame, in several buffers, that are written part by part. */
final class FrameBytes {
  private final ByteBuffer[] buffers;
  private int index;
  private long remaining;

  FrameBytes(ByteBuffer[] buffers) {
    this.buffers = buffers;
    for (ByteBuffer buffer : buffers) {
      remaining += buffer.remaining();
    }
  }

  /** Number of bytes that are not written yet. */
  long remaining() {
    return remaining;
  }

  /**
   * Writes the next bytes.
   *
   * @param channel blocking channel
   * @param count how many, from 1 to {@link #remaining}
   */
  void write(WritableByteChannel channel, long count) throws IOException {
    int end = index;
    long rest = count;
    while (rest > buffers[end].remaining()) {
      rest -= buffers[end].remaining();
      end++;
    }
    ByteBuffer last = buffers[end];
    int limit = last.limit();
    last.limit(last.position() + (int) rest);
    try {
      FrameOutput.DIRECT.write(channel, Arrays.copyOfRange(buffers, index, end + 1));
    } finally {
      last.limit(limit);
    }
    index = end;
    remaining -= count;
  }
}
