package dev.espalier.io.batch;

import dev.espalier.internal.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A checksum at the end of a JSON object on a line: of the line, and of what belongs to it. */
final class Seal {
  private static final String CLOSE = "}\n";
  private static final String BEGIN = ",\"seal\":\"";
  private static final String END = "\"" + CLOSE;

  /** Characters of the checksum and of what is around it. */
  private static final int LENGTH = BEGIN.length() + 64 + END.length();

  private Seal() {}

  /**
   * The line with a seal.
   *
   * @param before another line that the seal is of, too; empty if there is none
   * @param line an object with fields, and its line feed
   */
  static String put(String before, String line) {
    return sealed(before, line.substring(0, line.length() - CLOSE.length()));
  }

  private static String sealed(String before, String open) {
    MessageDigest digest = Sha256.digest();
    digest.update(before.getBytes(StandardCharsets.UTF_8));
    digest.update(open.getBytes(StandardCharsets.UTF_8));
    return open + BEGIN + Sha256.text(digest) + END;
  }

  /** Whether a line has a seal, and both lines are as they were when it was put there. */
  static boolean isIntact(String before, String line) {
    return isThere(line) && line.equals(sealed(before, open(line)));
  }

  /** Whether a line has a seal, be it the one that it should have. */
  static boolean isThere(String line) {
    return line.length() > LENGTH && line.startsWith(BEGIN, open(line).length());
  }

  private static String open(String line) {
    return line.substring(0, line.length() - LENGTH);
  }
}
