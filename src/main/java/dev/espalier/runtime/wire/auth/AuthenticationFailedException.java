package dev.espalier.runtime.wire.auth;

import java.io.IOException;

/** A peer did not prove that it belongs to the run. The message says what failed and why. */
public final class AuthenticationFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with the complete message. */
  public AuthenticationFailedException(String message) {
    super(message);
  }
}
