package dev.espalier.io.line;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Reads lines in UTF-8 of bounded length and counts their bytes. Not thread-safe. */
public final class LineReader {
  /** Maximum length of a line, bytes: more than the largest device with links takes. */
  public static final int MAX_BYTES = 1 << 20;

  private static final int BUFFER_BYTES = 1 << 16;

  /** What some editors write in front of text in UTF-8. */
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int filled;
  private long number;
  private long bytes;

  /**
   * @param in a stream at the beginning of a line
   * @param lines number of lines that were read before
   * @param skippedBytes their length, bytes
   */
  public LineReader(InputStream in, long lines, long skippedBytes) {
    this.in = in;
    number = lines;
    bytes = skippedBytes;
  }

  /** The next line; empty at the end. */
  public Optional<InputLine> next() throws IOException {
    if (isAtEnd()) {
      return Optional.empty();
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long length = 0;
    boolean isEnded = false;
    while (!isEnded && !isAtEnd()) {
      int start = at;
      while (at < filled && buffer[at] != '\n') {
        at++;
      }
      length += at - start;
      if (length <= MAX_BYTES) {
        line.write(buffer, start, at - start);
      }
      isEnded = at < filled;
      at += isEnded ? 1 : 0;
    }
    number++;
    bytes += length + (isEnded ? 1 : 0);
    return Optional.of(
        length > MAX_BYTES
            ? InputLine.tooLong(number, bytes)
            : InputLine.decode(number, bytes, withoutMark(line.toByteArray())));
  }

  /** The first line of all may begin with a mark, which is no part of it. */
  private byte[] withoutMark(byte[] line) {
    int length = BYTE_ORDER_MARK.length;
    return number == 1
            && line.length >= length
            && Arrays.equals(line, 0, length, BYTE_ORDER_MARK, 0, length)
        ? Arrays.copyOfRange(line, length, line.length)
        : line;
  }

  private boolean isAtEnd() throws IOException {
    if (at == filled) {
      at = 0;
      filled = Math.max(0, in.read(buffer));
    }
    return filled == 0;
  }
}
