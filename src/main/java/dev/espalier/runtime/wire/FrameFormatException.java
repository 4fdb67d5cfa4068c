package dev.espalier.runtime.wire;

import java.io.IOException;

/**
 * What was received is no frame of this version of the protocol, or exceeds a limit. The message
 * names the field, the value found and what was expected. The connection cannot be used any longer.
 */
public final class FrameFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with the complete message. */
  public FrameFormatException(String message) {
    super(message);
  }
}
