package dev.espalier.runtime.wire;

import java.nio.ByteBuffer;

/**
 * A direct buffer of a {@link BufferPool}, to be used until it is closed.
 *
 * @param bytes the buffer, little-endian; begins at an address that is a multiple of 64
 * @param lease returns the buffer to the pool
 */
public record LeasedBuffer(ByteBuffer bytes, Lease lease) implements AutoCloseable {
  @Override
  public void close() {
    lease.close();
  }
}
