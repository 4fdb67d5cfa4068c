package dev.espalier.io.onnx.file;

import com.google.protobuf.CodedInputStream;
import java.io.ByteArrayOutputStream;

/** The bytes of a message in the making. Lengths of inner messages are filled in afterwards. */
final class Slim extends ByteArrayOutputStream {
  /** A length takes five bytes, whatever its value: readers accept leading zeros. */
  private static final int LENGTH_BYTES = 5;

  Slim() {
    super(1 << 12);
  }

  void varint(long value) {
    long left = value;
    while ((left & ~0x7FL) != 0) {
      write((int) left & 0x7F | 0x80);
      left >>>= 7;
    }
    write((int) left);
  }

  /** Begins an inner message; returns its place for {@link #end}. */
  int begin() {
    for (int i = 0; i < LENGTH_BYTES; i++) {
      write(0);
    }
    return count;
  }

  /** Ends the inner message that began at a place. */
  void end(int begin) {
    int length = count - begin;
    for (int i = 0; i < LENGTH_BYTES; i++) {
      boolean isLast = i == LENGTH_BYTES - 1;
      buf[begin - LENGTH_BYTES + i] = (byte) (length >>> 7 * i & 0x7F | (isLast ? 0 : 0x80));
    }
  }

  /** All bytes, to be parsed. */
  CodedInputStream input() {
    return CodedInputStream.newInstance(buf, 0, count);
  }
}
