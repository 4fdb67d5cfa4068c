package dev.espalier.cli.option;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.io.json.CatalogFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads what the command line names. */
public final class InputOptions {
  private InputOptions() {}

  /** The devices in a file. */
  public static DeviceCatalog catalog(String catalog) {
    return CatalogFile.read(path("catalog", catalog));
  }

  /**
   * A path that an option names.
   *
   * @throws InvalidFieldException if it is blank or no path
   */
  public static Path path(String option, String path) {
    if (path.isBlank()) {
      throw new InvalidFieldException(option, "--" + option + " must name a file but is blank");
    }
    try {
      return Path.of(path);
    } catch (InvalidPathException e) {
      throw new InvalidFieldException(option, "--" + option + ": not a path: " + e.getReason());
    }
  }
}
