package dev.espalier.cli;

import java.io.IOException;
import java.nio.file.Path;

/** The result could not be written where it was wanted. */
final class OutputFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutputFailedException(String message) {
    super(message);
  }

  static OutputFailedException of(Path file, IOException e) {
    return new OutputFailedException(
        "cannot write %s: %s".formatted(file, OutputOptions.reason(e)));
  }
}
