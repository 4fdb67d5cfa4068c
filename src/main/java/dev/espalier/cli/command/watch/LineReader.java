package dev.espalier.cli.command.watch;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads lines in UTF-8 of bounded length and counts their bytes. Not thread-safe. */
final class LineReader {
  /** Maximum length of a line, bytes: more than the largest device with links takes. */
  static final int MAX_BYTES = 1 << 20;

  private static final int END = -1;

  private final InputStream in;
  private long number;
  private long bytes;

  /**
   * @param lines number of lines that were read before
   * @param skippedBytes their length, bytes
   */
  LineReader(InputStream in, long lines, long skippedBytes) {
    this.in = new BufferedInputStream(in);
    number = lines;
    bytes = skippedBytes;
  }

  /** The next line; empty at the end. */
  Optional<InputLine> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long length = 0;
    int next = in.read();
    if (next == END) {
      return Optional.empty();
    }
    for (; next != END && next != '\n'; next = in.read()) {
      length++;
      if (length <= MAX_BYTES) {
        line.write(next);
      }
    }
    number++;
    bytes += length + (next == END ? 0 : 1);
    return Optional.of(
        length > MAX_BYTES
            ? invalid("the line is longer than the %d KiB that are read".formatted(MAX_BYTES >> 10))
            : decoded(line.toByteArray()));
  }

  private InputLine decoded(byte[] line) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      return new InputLine(number, bytes, text, "");
    } catch (CharacterCodingException e) {
      return invalid("expected text in UTF-8");
    }
  }

  private InputLine invalid(String error) {
    return new InputLine(number, bytes, "", error);
  }
}
