package dev.espalier.runtime.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.WritableByteChannel;

/** How the bytes of a frame are sent: at once, or as a slower link would send them. */
@FunctionalInterface
public interface FrameOutput {
  /** Sends at once. */
  FrameOutput DIRECT = FrameOutput::writeAll;

  /**
   * Sends the bytes of one frame, all of them and in order. Calls for one connection never overlap.
   * When it returns, the buffers are no longer used: their memory is overwritten by others.
   *
   * @param channel the connection; may take fewer bytes at a time than it is given
   * @param bytes buffers of the frame
   * @throws IOException if the connection fails
   */
  void write(WritableByteChannel channel, ByteBuffer[] bytes) throws IOException;

  private static void writeAll(WritableByteChannel channel, ByteBuffer[] bytes) throws IOException {
    if (channel instanceof GatheringByteChannel gathering) {
      int first = 0;
      while (first < bytes.length) {
        if (bytes[first].hasRemaining()) {
          gathering.write(bytes, first, bytes.length - first);
        } else {
          first++;
        }
      }
      return;
    }
    for (ByteBuffer buffer : bytes) {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }
}
