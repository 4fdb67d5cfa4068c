package dev.espalier.internal;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;

/** The version of Espalier, which every result carries. */
public final class Version {
  private Version() {}

  /** The version of the jar or module, or {@code development} where the classes come from none. */
  public static String current() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .or(Version::ofModule)
        .orElse("development");
  }

  private static Optional<String> ofModule() {
    return Optional.ofNullable(Version.class.getModule().getDescriptor())
        .flatMap(ModuleDescriptor::rawVersion);
  }
}
