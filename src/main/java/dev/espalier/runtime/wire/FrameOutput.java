package dev.espalier.runtime.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** How the bytes of a frame are written. */
@FunctionalInterface
public interface FrameOutput {
  /**
   * Writes everything that remains in the buffers.
   *
   * @param channel blocking channel
   * @param bytes the frame, in order
   * @throws IOException if the channel fails
   */
  void write(WritableByteChannel channel, ByteBuffer[] bytes) throws IOException;
}
