package dev.espalier.internal;

import java.util.Optional;

/** The version of Espalier, which every result carries. */
public final class Version {
  private Version() {}

  /** The version of the jar, or {@code development} where the classes come from no jar. */
  public static String current() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
