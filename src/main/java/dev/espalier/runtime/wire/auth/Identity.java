package dev.espalier.runtime.wire.auth;

import dev.espalier.internal.Checks;

/**
 * Who connects.
 *
 * @param role what it is
 * @param session number or name of the run: 1 to 64 letters, digits, {@code . _ -}
 * @param name name of the device, for messages; empty if it has none
 */
public record Identity(Role role, String session, String name) {
  static final String SESSION = "[A-Za-z0-9._-]{1,64}";

  /** What a peer that connects is. */
  public enum Role {
    /** Deploys, starts and watches a run. */
    COORDINATOR("coordinator"),
    /** Runs segments on a device. */
    AGENT("agent");

    private final String label;

    Role(String label) {
      this.label = label;
    }

    /** Its name on the wire. */
    public String label() {
      return label;
    }
  }

  /**
   * @throws IllegalArgumentException if the session or the name has other characters
   */
  public Identity {
    if (!session.matches(SESSION)) {
      throw new IllegalArgumentException(
          "identity: session must match %s but is \"%s\"".formatted(SESSION, session));
    }
    if (!name.isEmpty()) {
      Checks.name("identity", "name", name);
    }
  }
}
