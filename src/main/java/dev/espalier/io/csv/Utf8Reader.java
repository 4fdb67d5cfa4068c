package dev.espalier.io.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Reads text in UTF-8 and nothing else, without its byte order mark. Everything before an invalid
 * byte is returned first, so that the caller can report the line.
 */
final class Utf8Reader extends Reader {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  /** A byte that is no part of a character. */
  static final class NotUtf8Exception extends IOException {
    private static final long serialVersionUID = 1L;

    NotUtf8Exception(byte found) {
      super("expected text in UTF-8 but found the byte 0x%02X".formatted(found));
    }
  }

  private final InputStream in;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).flip();
  private boolean isAtStart = true;
  private boolean isAtEnd;

  Utf8Reader(InputStream in) {
    this.in = in;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    CharBuffer chars = CharBuffer.wrap(target, offset, length).slice();
    while (true) {
      CoderResult result = decoder.decode(bytes, chars, isAtEnd);
      int count = chars.position();
      if (isAtStart && count > 0) {
        isAtStart = false;
        if (target[offset] == BYTE_ORDER_MARK) {
          System.arraycopy(target, offset + 1, target, offset, count - 1);
          chars.position(--count);
        }
      }
      if (count > 0) {
        return count;
      }
      if (result.isError()) {
        throw new NotUtf8Exception(bytes.get(bytes.position()));
      }
      if (isAtEnd) {
        return -1;
      }
      fill();
    }
  }

  private void fill() throws IOException {
    bytes.compact();
    int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
    isAtEnd = read < 0;
    bytes.position(bytes.position() + Math.max(0, read)).flip();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
