package dev.espalier.runtime.measure;

import dev.espalier.internal.TemporaryPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that is deleted with all that is in it. */
record TemporaryFolder(Path path) implements AutoCloseable {

  static TemporaryFolder create() throws IOException {
    return new TemporaryFolder(TemporaryPaths.add(Files.createTempDirectory("espalier-")));
  }

  @Override
  public void close() throws IOException {
    TemporaryPaths.delete(path);
  }
}
