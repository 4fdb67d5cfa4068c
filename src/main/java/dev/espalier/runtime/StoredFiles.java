package dev.espalier.runtime;

import dev.espalier.internal.Sha256;
import dev.espalier.io.InvalidFileException;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.SegmentFile;
import dev.espalier.segment.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Compares files with the sizes and checksums that a manifest lists. */
public final class StoredFiles {
  private StoredFiles() {}

  /**
   * The files of all segments.
   *
   * @param folder the folder that the manifest lies in
   */
  public static Stream<Path> of(Manifest manifest, Path folder) {
    return manifest.segments().stream()
        .flatMap(file -> Stream.concat(Stream.of(file.stored()), file.weights().stream()))
        .map(stored -> folder.resolve(stored.file()));
  }

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
      if (!Files.isRegularFile(path) && !Files.isDirectory(path)) {
        // A pipe could be read once only, and would be waited for.
        throw new InvalidFileException(path + ": expected a regular file");
      }
      if (Files.isRegularFile(path) && bytes != expected.bytes()) {
        throw new InvalidFileException(
            "%s: is not the file that the manifest lists: expected %d bytes but found %d"
                .formatted(path, expected.bytes(), bytes));
      }
      String checksum = Sha256.of(path);
      if (!checksum.equals(expected.sha256())) {
        throw new InvalidFileException(
            "%s: is not the file that the manifest lists: expected SHA-256 %s but found %s"
                .formatted(path, expected.sha256(), checksum));
      }
    } catch (IOException e) {
      throw InvalidFileException.unreadable(path, e);
    }
  }
}
