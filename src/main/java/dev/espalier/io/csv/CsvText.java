package dev.espalier.io.csv;

import dev.espalier.internal.Printable;
import dev.espalier.io.InvalidFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** What all CSV files have in common. */
final class CsvText {
  /** Longest piece of a file shown in a message. */
  private static final int MAX_SHOWN = 100;

  private CsvText() {}

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

  /** A piece of the file, fit for a message. */
  static String shown(String text) {
    return Printable.shortened(text, MAX_SHOWN);
  }

  /** A file that is no CSV, or cannot be read at all. */
  static InvalidFileException invalid(Path path, Exception e) {
    Throwable cause = e instanceof IOException ? e : e.getCause();
    return cause instanceof IOException io
        ? InvalidFileException.unreadable(path, io)
        : new InvalidFileException("%s: not a CSV file: %s".formatted(path, e.getMessage()));
  }
}
