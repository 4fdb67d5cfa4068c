package dev.espalier.spark;

import dev.espalier.internal.FileReplacement;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Files by the names that users give them: with the scheme of a file system, or of this machine.
 */
final class HadoopFile {
  private HadoopFile() {}

  /** Writes content. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** The path that Hadoop takes. */
  static Path path(String file) {
    return BatchJob.hasScheme(file)
        ? new Path(file)
        : new Path(java.nio.file.Path.of(file).toUri());
  }

  /** Writes a file in whole or not at all. */
  static void write(String file, Configuration settings, Content content) throws IOException {
    if (!BatchJob.hasScheme(file)) {
      FileReplacement.write(
          java.nio.file.Path.of(file),
          path -> {
            try (OutputStream out = Files.newOutputStream(path)) {
              content.writeTo(out);
            }
          });
      return;
    }
    Path target = new Path(file);
    FileSystem system = target.getFileSystem(settings);
    Path beside = new Path(target.getParent(), ".espalier-" + UUID.randomUUID() + ".tmp");
    try {
      try (OutputStream out = system.create(beside, false)) {
        content.writeTo(out);
      }
      system.delete(target, false);
      if (!system.rename(beside, target)) {
        throw new IOException("the file with the results cannot be renamed");
      }
    } finally {
      system.delete(beside, false);
    }
  }
}
