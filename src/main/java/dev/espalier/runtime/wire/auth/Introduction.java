package dev.espalier.runtime.wire.auth;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The side of a handshake that connects. It answers the text of HELLO with {@link #identify} and
 * passes that of WELCOME to {@link #verify}. For one connection only.
 */
public final class Introduction {
  private static final Pattern HELLO =
      Pattern.compile(
          "%s (?<method>[a-z]{1,16}) (?<nonce>%s)".formatted(Proof.PROTOCOL, Proof.NONCE));

  private final Security security;
  private final String who;
  private final String nonce;
  private String peerNonce;

  /** Begins a handshake with a challenge of its own. */
  public Introduction(Security security, Identity identity) {
    this(security, identity, Proof.nonce());
  }

  Introduction(Security security, Identity identity, String nonce) {
    this.security = security;
    this.nonce = nonce;
    // In hexadecimal digits, a name is one field whatever its characters are.
    String name =
        identity.name().isEmpty()
            ? "-"
            : HexFormat.of().formatHex(identity.name().getBytes(StandardCharsets.UTF_8));
    who = String.join(" ", identity.role().label(), identity.session(), name);
  }

  /**
   * Text of the frame IDENTIFY, which answers that of HELLO.
   *
   * @throws AuthenticationFailedException if the peer demands another proof than this end has
   */
  public String identify(String hello) throws AuthenticationFailedException {
    Matcher fields = HELLO.matcher(hello);
    if (!fields.matches()) {
      throw Proof.unreadable("HELLO", Proof.PROTOCOL + " METHOD NONCE");
    }
    String method = fields.group("method");
    if (!method.equals(security.method())) {
      throw new AuthenticationFailedException(
          "the security of the peer must be \"%s\", as that of this end, but is \"%s\""
              .formatted(security.method(), method));
    }
    peerNonce = fields.group("nonce");
    return String.join(" ", who, nonce, Proof.of(security, "identify", who, peerNonce, nonce));
  }

  /**
   * Checks the text of the frame WELCOME.
   *
   * @throws AuthenticationFailedException if it proves nothing
   */
  public void verify(String welcome) throws AuthenticationFailedException {
    if (!Proof.isEqual(Proof.of(security, "welcome", who, peerNonce, nonce), welcome)) {
      throw new AuthenticationFailedException("the peer does not have the token of this end");
    }
  }
}
