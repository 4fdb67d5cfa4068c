package dev.espalier.runtime.wire.auth;

import dev.espalier.runtime.wire.auth.Identity.Role;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The side of a handshake that accepted the connection. It sends {@link #hello}, passes the answer
 * to {@link #verify} and sends {@link #welcome}. For one connection only.
 */
public final class Acceptance {
  private static final Pattern IDENTIFY =
      Pattern.compile(
          "(?<who>(?<role>coordinator|agent) (?<session>%s) (?<name>-|(?:[0-9a-f]{2}){1,800})) (?<nonce>%s) (?<proof>%s)"
              .formatted(Identity.SESSION, Proof.NONCE, Proof.CODE));

  private final Security security;
  private final String nonce;
  private String who;
  private String peerNonce;

  /** Begins a handshake with a challenge of its own. */
  public Acceptance(Security security) {
    this(security, Proof.nonce());
  }

  Acceptance(Security security, String nonce) {
    this.security = security;
    this.nonce = nonce;
  }

  /** Text of the frame HELLO. */
  public String hello() {
    return String.join(" ", Proof.PROTOCOL, security.method(), nonce);
  }

  /**
   * Reads and checks the text of the frame IDENTIFY.
   *
   * @return who the peer is
   * @throws AuthenticationFailedException if it is another text or proves nothing
   */
  public Identity verify(String identify) throws AuthenticationFailedException {
    Matcher fields = IDENTIFY.matcher(identify);
    if (!fields.matches()) {
      throw Proof.unreadable("IDENTIFY", "ROLE SESSION NAME NONCE PROOF");
    }
    String sent = fields.group("who");
    String theirs = fields.group("nonce");
    String expected = Proof.of(security, "identify", sent, nonce, theirs);
    if (!Proof.isEqual(expected, fields.group("proof"))) {
      throw new AuthenticationFailedException("the peer does not have the token of this agent");
    }
    Identity identity = identity(fields);
    who = sent;
    peerNonce = theirs;
    return identity;
  }

  private static Identity identity(Matcher fields) throws AuthenticationFailedException {
    Role role = fields.group("role").equals(Role.AGENT.label()) ? Role.AGENT : Role.COORDINATOR;
    String name = fields.group("name");
    try {
      return new Identity(role, fields.group("session"), name.equals("-") ? "" : decoded(name));
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw new AuthenticationFailedException(
          "IDENTIFY of the peer: expected a session and a name that can be printed but found others");
    }
  }

  private static String decoded(String name) throws CharacterCodingException {
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(name));
    return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
  }

  /** Text of the frame WELCOME, for the peer that was verified. */
  public String welcome() {
    return Proof.of(security, "welcome", who, nonce, peerNonce);
  }
}
