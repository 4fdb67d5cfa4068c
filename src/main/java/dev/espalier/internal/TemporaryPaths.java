package dev.espalier.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Files and folders that exist only while something is done. Those that are left when a command is
 * interrupted are deleted before the process ends. Thread-safe.
 */
public final class TemporaryPaths {
  private static final Set<Path> PRESENT = ConcurrentHashMap.newKeySet();

  private TemporaryPaths() {}

  /** Registers a file or folder that has been created, and returns it. */
  public static Path add(Path path) {
    PRESENT.add(path);
    return path;
  }

  /**
   * Deletes a file or folder with all that is in it.
   *
   * @throws IOException if that is not possible
   */
  public static void delete(Path path) throws IOException {
    PRESENT.remove(path);
    if (Files.notExists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Deletes what is left, as far as possible: the process ends, and nobody could do more. */
  public static void deleteAll() {
    for (Path path : PRESENT) {
      try {
        delete(path);
      } catch (IOException e) {
        // The next one may be deleted nevertheless.
      }
    }
  }
}
