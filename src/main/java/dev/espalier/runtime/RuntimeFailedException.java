package dev.espalier.runtime;

/** ONNX Runtime is missing or cannot run a file. The message is complete. */
public final class RuntimeFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with the complete message. */
  public RuntimeFailedException(String message) {
    super(message);
  }
}
