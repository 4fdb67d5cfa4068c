package dev.espalier.runtime.wire.auth;

import dev.espalier.error.InvalidFieldException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;

/** How peers prove who they are. Both ends of a connection need the same. */
public sealed interface Security {
  /** Its name on the wire. */
  String method();

  /**
   * What proves that a peer wrote a text: a code that only peers with the token can compute, {@code
   * -} where none is needed.
   */
  default String proof(String text) {
    return "-";
  }

  /**
   * Requires that an address may be listened on or connected to.
   *
   * @throws InvalidFieldException if it is one of another machine and nothing is proved
   */
  default void requireAllowed(InetSocketAddress address) {}

  /** Nothing is proved: peers must be on this machine. */
  static Security open() {
    return new Open();
  }

  /**
   * Both peers prove that they have a token and send none of it. Frames are not encrypted: whoever
   * can change packets on their way is not kept out.
   *
   * @param token secret of at least 16 bytes
   * @throws IllegalArgumentException if it is shorter
   */
  static Security token(byte[] token) {
    return new Token(token);
  }

  /**
   * Both peers have a certificate that the other one trusts, and frames are encrypted. Names in
   * certificates are not compared with addresses, as devices are often addressed by number and move
   * between networks: whoever has a certificate that the trust store accepts belongs to the run.
   */
  static Security tls(SSLContext context) {
    return new Tls(context);
  }

  /** See {@link #open}. */
  record Open() implements Security {
    @Override
    public String method() {
      return "open";
    }

    @Override
    public void requireAllowed(InetSocketAddress address) {
      if (address.getAddress() == null || !address.getAddress().isLoopbackAddress()) {
        throw new InvalidFieldException(
            "security",
            "%s: expected an address of this machine such as 127.0.0.1; any other one needs a token or TLS"
                .formatted(address.getHostString()));
      }
    }
  }

  /** See {@link #token}. */
  final class Token implements Security {
    private static final String ALGORITHM = "HmacSHA256";

    /** Minimum size, bytes: it must not be found by trying. */
    static final int MIN_BYTES = 16;

    private final SecretKeySpec key;

    private Token(byte[] token) {
      if (token.length < MIN_BYTES) {
        throw new IllegalArgumentException(
            "token must have at least %d bytes but has %d".formatted(MIN_BYTES, token.length));
      }
      key = new SecretKeySpec(token, ALGORITHM);
    }

    @Override
    public String method() {
      return "token";
    }

    @Override
    public String proof(String text) {
      try {
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(key);
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("Java must provide " + ALGORITHM, e);
      }
    }
  }

  /** See {@link #tls}. */
  record Tls(SSLContext context) implements Security {
    @Override
    public String method() {
      return "tls";
    }
  }
}
