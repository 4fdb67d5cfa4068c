package dev.espalier.io.onnx.file;

import dev.espalier.io.InvalidFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Reads the wire format of Protocol Buffers from a stream of any length, with the place of each
 * byte. Holds one buffer.
 */
final class WireReader implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MAX_VARINT_BITS = 64;

  private final InputStream in;
  private final String name;
  private final boolean seekable;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int next;
  private int end;

  /** Number of bytes before those in the buffer. */
  private long passed;

  /**
   * @param name what messages call the stream
   * @param start place of the first byte of the stream
   * @param seekable whether the stream can skip without reading
   */
  WireReader(InputStream in, String name, long start, boolean seekable) {
    this.in = in;
    this.name = name;
    this.seekable = seekable;
    passed = start;
  }

  /**
   * Opens a file at a place.
   *
   * @param name what messages call the file
   */
  static WireReader open(Path file, String name, long offset) {
    try {
      FileChannel channel = FileChannel.open(file);
      return new WireReader(Channels.newInputStream(channel.position(offset)), name, offset, true);
    } catch (IOException e) {
      throw InvalidFileException.unreadable(file, e);
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The place of the next byte. */
  long position() {
    return passed + next;
  }

  /** Whether all bytes have been read. */
  boolean isAtEnd() {
    return next == end && !fill();
  }

  private boolean fill() {
    passed += end;
    next = 0;
    end = 0;
    try {
      end = Math.max(0, in.read(buffer));
    } catch (IOException e) {
      throw unreadable(e);
    }
    return end > 0;
  }

  private int read() {
    if (isAtEnd()) {
      throw truncated();
    }
    return buffer[next++] & 0xFF;
  }

  /** The next number of 7 bits a byte. */
  long varint() {
    long value = 0;
    for (int shift = 0; shift < MAX_VARINT_BITS; shift += 7) {
      int bits = read();
      value |= (long) (bits & 0x7F) << shift;
      if (bits < 0x80) {
        return value;
      }
    }
    throw broken("expected a number of at most ten bytes but found a longer one");
  }

  /** Copies bytes to a stream. */
  void copy(long count, OutputStream out) throws IOException {
    for (long left = count; left > 0; ) {
      if (isAtEnd()) {
        throw truncated();
      }
      int some = (int) Math.min(left, end - next);
      out.write(buffer, next, some);
      next += some;
      left -= some;
    }
  }

  /** Passes over bytes. */
  void skip(long count) {
    long left = count - Math.min(count, end - next);
    next += (int) (count - left);
    while (left > 0) {
      long skipped = seekable ? seek(left) : 0;
      if (skipped > 0) {
        passed += skipped;
        left -= skipped;
      } else if (isAtEnd()) {
        throw truncated();
      } else {
        int some = (int) Math.min(left, end - next);
        next += some;
        left -= some;
      }
    }
  }

  private long seek(long count) {
    try {
      return in.skip(count);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private InvalidFileException unreadable(IOException e) {
    return new InvalidFileException("%s: cannot be read: %s".formatted(name, e.getMessage()));
  }

  private InvalidFileException truncated() {
    return broken("the file ends within a field; it is truncated");
  }

  /** A file that breaks the wire format at the place reached. */
  InvalidFileException broken(String what) {
    return new InvalidFileException(
        "%s: no valid ONNX file: at byte %d: %s".formatted(name, position(), what));
  }
}
