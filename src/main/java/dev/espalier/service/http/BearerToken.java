package dev.espalier.service.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The secret that a client sends as {@code Authorization: Bearer SECRET} (RFC 6750). It is compared
 * in a time that does not depend on where a wrong one differs.
 */
public final class BearerToken {
  /** Minimum size, bytes: it must not be found by trying. */
  private static final int MIN_BYTES = 16;

  private static final String SCHEME = "bearer ";

  private final byte[] token;

  private BearerToken(byte[] token) {
    this.token = token;
  }

  /**
   * A token. Whitespace around it is no part of it.
   *
   * @throws IllegalArgumentException if it has fewer than 16 characters, or one that no header
   *     field can have
   */
  public static BearerToken of(String text) {
    String token = text.strip();
    if (token.length() < MIN_BYTES) {
      throw new IllegalArgumentException(
          "token must have at least %d bytes but has %d".formatted(MIN_BYTES, token.length()));
    }
    if (!token.matches("[\\x21-\\x7e]+")) {
      throw new IllegalArgumentException(
          "token must have letters, digits and signs of ASCII alone, without spaces");
    }
    return new BearerToken(token.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Whether a client has sent this token.
   *
   * @param authorization value of the header field; null if there is none
   */
  boolean isIn(String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    String found = authorization.substring(SCHEME.length()).strip();
    return MessageDigest.isEqual(token, found.getBytes(StandardCharsets.UTF_8));
  }
}
