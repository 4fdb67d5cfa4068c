package dev.espalier.runtime.wire.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/** What both sides of a handshake compute. */
final class Proof {
  /** Name and version of the handshake. */
  static final String PROTOCOL = "espalier-wire/1";

  /** A number that was never used before, in hexadecimal digits. */
  static final String NONCE = "[0-9a-f]{64}";

  /** What a peer sends as its proof. */
  static final String CODE = "-|[0-9a-f]{64}";

  private static final int NONCE_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Proof() {}

  static String nonce() {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    return HexFormat.of().formatHex(nonce);
  }

  /**
   * The proof of one side. It names the side, so that what one side sent is of no use to the other,
   * and both nonces, so that it is of no use in another connection.
   *
   * @param side {@code identify} for the one that connects, {@code welcome} for the other one
   * @param who fields of the identity as they are sent
   * @param accepting nonce of the side that accepts
   * @param connecting nonce of the side that connects
   */
  static String of(
      Security security, String side, String who, String accepting, String connecting) {
    return security.proof(String.join(" ", PROTOCOL, side, who, accepting, connecting));
  }

  /** Compares in a time that does not depend on where they differ. */
  static boolean isEqual(String expected, String found) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.US_ASCII), found.getBytes(StandardCharsets.US_ASCII));
  }

  static AuthenticationFailedException unreadable(String what, String expected) {
    return new AuthenticationFailedException(
        "%s of the peer: expected \"%s\" but found something else".formatted(what, expected));
  }
}
