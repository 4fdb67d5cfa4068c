package dev.espalier.runtime;

import dev.espalier.io.InvalidFileException;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.SegmentFile;
import dev.espalier.segment.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Compares files with the sizes and checksums that a manifest lists. */
public final class StoredFiles {
  private static final int BUFFER_BYTES = 1 << 16;

  private StoredFiles() {}

  /**
   * Checks the files of all segments.
   *
   * @param folder the folder that the manifest lies in
   * @throws InvalidFileException if one is missing or not as it was written; it is named
   */
  public static void check(Manifest manifest, Path folder) {
    for (SegmentFile file : manifest.segments()) {
      check(file.stored(), folder.resolve(file.stored().file()));
      file.weights().ifPresent(weights -> check(weights, folder.resolve(weights.file())));
    }
  }

  /**
   * Checks one file.
   *
   * @throws InvalidFileException if it is missing or another one than the manifest lists
   */
  public static void check(StoredFile expected, Path path) {
    try {
      long bytes = Files.size(path);
      if (Files.isRegularFile(path) && bytes != expected.bytes()) {
        throw new InvalidFileException(
            "%s: is not the file that the manifest lists: expected %d bytes but found %d"
                .formatted(path, expected.bytes(), bytes));
      }
      String checksum = sha256(path);
      if (!checksum.equals(expected.sha256())) {
        throw new InvalidFileException(
            "%s: is not the file that the manifest lists: expected SHA-256 %s but found %s"
                .formatted(path, expected.sha256(), checksum));
      }
    } catch (IOException e) {
      throw InvalidFileException.unreadable(path, e);
    }
  }

  private static String sha256(Path path) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
