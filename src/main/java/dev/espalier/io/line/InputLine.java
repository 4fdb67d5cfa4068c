package dev.espalier.io.line;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A line of the input.
 *
 * @param number its number, 1-based
 * @param end bytes of the input up to its end
 * @param text its text; empty if it cannot be read
 * @param error why it cannot be read; empty if it can
 */
public record InputLine(long number, long end, String text, String error) {
  /** A line that was not read from a file. */
  public static InputLine of(long number, String text) {
    return new InputLine(number, 0, text, "");
  }

  /**
   * A line as it stands in the input, without its line feed.
   *
   * @param end bytes of the input up to its end
   */
  public static InputLine decode(long number, long end, byte[] line) {
    if (line.length > LineReader.MAX_BYTES) {
      return tooLong(number, end);
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      return new InputLine(number, end, text, "");
    } catch (CharacterCodingException e) {
      return new InputLine(number, end, "", "expected text in UTF-8");
    }
  }

  /** Whether nothing stands in it, so that it is none of what a file of lines holds. */
  public boolean isBlank() {
    return error.isEmpty() && text.isBlank();
  }

  /** A line that is too long to be read. */
  static InputLine tooLong(long number, long end) {
    return new InputLine(
        number,
        end,
        "",
        "the line is longer than the %d KiB that are read".formatted(LineReader.MAX_BYTES >> 10));
  }
}
