package dev.espalier.io;

/**
 * A file that cannot be read. The message names the file, the place, the value and what is wrong.
 */
public final class InvalidFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the whole message. */
  public InvalidFileException(String message) {
    super(message);
  }
}
