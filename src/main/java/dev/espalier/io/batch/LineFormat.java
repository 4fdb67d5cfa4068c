package dev.espalier.io.batch;

import java.util.Locale;

/** Formats of lines. */
public enum LineFormat {
  /** A JSON object on each line. */
  JSON,
  /** Comma-separated values; a row is one line. */
  CSV;

  /** The format of a file by its name: CSV if it ends with {@code .csv}, else JSON. */
  public static LineFormat of(String file) {
    return file.toLowerCase(Locale.ROOT).endsWith(".csv") ? CSV : JSON;
  }
}
