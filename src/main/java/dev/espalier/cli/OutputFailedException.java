package dev.espalier.cli;

/** The result could not be written where it was wanted. */
final class OutputFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutputFailedException(String message) {
    super(message);
  }
}
