package dev.espalier.cli.option;

import java.io.IOException;
import java.nio.file.Path;

/** The result could not be written to its destination. */
public final class OutputFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the whole message. */
  public OutputFailedException(String message) {
    super(message);
  }

  /** A file that the system does not let us write. */
  public static OutputFailedException of(Path file, IOException e) {
    return new OutputFailedException(
        "cannot write %s: %s".formatted(file, OutputOptions.reason(e)));
  }
}
