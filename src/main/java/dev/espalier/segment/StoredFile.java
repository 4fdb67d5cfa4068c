package dev.espalier.segment;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.internal.Printable;
import java.util.regex.Pattern;

/**
 * A file with its checksum.
 *
 * @param file its name, without a folder: it lies beside the manifest
 * @param sha256 its SHA-256 checksum, 64 lower-case hexadecimal digits
 * @param bytes its size, bytes
 */
public record StoredFile(String file, String sha256, long bytes) {
  private static final Pattern CHECKSUM = Pattern.compile("[0-9a-f]{64}");
  private static final int MESSAGE_LENGTH = 100;

  /**
   * @throws IllegalArgumentException if the name has a folder or is none, the checksum is not one,
   *     or the size negative
   */
  public StoredFile {
    Checks.name("file", "file", file);
    if (file.contains("/") || file.contains("\\") || file.equals(".") || file.equals("..")) {
      throw new InvalidFieldException(
          "file",
          "file: expected a name without a folder, as files lie beside the manifest, but found"
              + " \"%s\"".formatted(file));
    }
    if (!CHECKSUM.matcher(sha256).matches()) {
      throw new InvalidFieldException(
          "sha256",
          "file \"%s\": sha256 must be 64 lower-case hexadecimal digits but is \"%s\""
              .formatted(file, Printable.shortened(sha256, MESSAGE_LENGTH)));
    }
    Checks.count(Checks.quoted("file", file), "bytes", bytes, 0);
  }
}
