package dev.espalier.io.csv;

import de.siegmar.fastcsv.reader.CsvReader;
import dev.espalier.internal.Printable;
import dev.espalier.io.InvalidFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** Parsing and messages common to all CSV files. */
final class CsvText {
  /** Maximum length of an excerpt of a file in a message. */
  private static final int MAX_SHOWN = 100;

  /** Maximum number of characters of a field, which the parser must hold at once. */
  private static final int MAX_FIELD_CHARS = 1 << 24;

  private CsvText() {}

  /** Builds readers of rows of any number of fields, so that wrong ones get a message of ours. */
  static CsvReader.CsvReaderBuilder parser() {
    return CsvReader.builder()
        .allowExtraFields(true)
        .allowMissingFields(true)
        .maxBufferSize(MAX_FIELD_CHARS);
  }

  /** A finite number; empty if the text is none. */
  static OptionalDouble number(String text) {
    try {
      double value = Double.parseDouble(text);
      // parseDouble reads 1d, 0x1p3 and " 1" too, which no other reader of the file would.
      boolean isPlain = text.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0);
      return isPlain && Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** An excerpt of the file, safe to print in a message. */
  static String shown(String text) {
    return Printable.shortened(text, MAX_SHOWN);
  }

  /**
   * The cause of an exception of the parser, which wraps most others.
   *
   * @param place where in the file, such as {@code at line 3}
   */
  static InvalidFileException invalid(Path path, String place, Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    if (cause instanceof InvalidFileException invalid) {
      return invalid;
    }
    if (cause instanceof OutOfMemoryError) {
      return InvalidFileException.tooLarge(path);
    }
    return cause instanceof IOException io && !(io instanceof Utf8Reader.NotUtf8Exception)
        ? InvalidFileException.unreadable(path, io)
        : new InvalidFileException("%s: %s: %s".formatted(path, place, message(cause)));
  }

  private static String message(Throwable cause) {
    String message = cause.getMessage().strip();
    // The parser has no exception of its own for it, and speaks of its buffer.
    return message.contains("maximum buffer size")
        ? "expected a field of at most %d MiB but found a longer one; is a quotation mark missing?"
            .formatted(MAX_FIELD_CHARS >> 20)
        : message;
  }
}
