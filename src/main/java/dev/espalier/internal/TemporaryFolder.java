package dev.espalier.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that is deleted with all that is in it, unless it was moved away. */
public record TemporaryFolder(Path path) implements AutoCloseable {

  /** Creates a folder among the temporary files of the system. */
  public static TemporaryFolder create() throws IOException {
    return new TemporaryFolder(TemporaryPaths.add(Files.createTempDirectory("espalier-")));
  }

  /** Creates a folder at a path, where nothing must be. */
  public static TemporaryFolder at(Path path) throws IOException {
    return new TemporaryFolder(TemporaryPaths.add(Files.createDirectory(path)));
  }

  @Override
  public void close() throws IOException {
    TemporaryPaths.delete(path);
  }
}
