package dev.espalier.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder that is deleted with all that is in it, unless it was moved away. */
public record TemporaryFolder(Path path) implements AutoCloseable {

  /** Creates a folder among the temporary files of the system. */
  public static TemporaryFolder create() throws IOException {
    return new TemporaryFolder(Files.createTempDirectory("espalier-"));
  }

  /** Creates a folder at a path, where nothing must be. */
  public static TemporaryFolder at(Path path) throws IOException {
    return new TemporaryFolder(Files.createDirectory(path));
  }

  @Override
  public void close() throws IOException {
    if (Files.notExists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      files.sorted(Comparator.reverseOrder()).forEach(TemporaryFolder::delete);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
