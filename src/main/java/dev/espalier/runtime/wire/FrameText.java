package dev.espalier.runtime.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text of frames, which is UTF-8 without exception. */
final class FrameText {
  private FrameText() {}

  /**
   * Reads text.
   *
   * @param what the text, for the message
   * @throws FrameFormatException if it is no UTF-8
   */
  static String read(ByteBuffer from, int bytes, String what) throws FrameFormatException {
    ByteBuffer part = from.slice(from.position(), bytes);
    from.position(from.position() + bytes);
    try {
      // A new decoder reports malformed text; that of a Charset would replace it.
      return StandardCharsets.UTF_8.newDecoder().decode(part).toString();
    } catch (CharacterCodingException e) {
      throw new FrameFormatException("frame: the %s is not text in UTF-8".formatted(what));
    }
  }
}
