package dev.espalier.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Files that go along with a job to machines that do not have them: their content by absolute path.
 * On such a machine, they lie in a folder as if that were the root, so that paths from one to
 * another hold there, too.
 */
final class ShippedFiles implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TreeMap<String, byte[]> contents = new TreeMap<>();

  /**
   * Adds a file of this machine.
   *
   * @throws IOException if it cannot be read
   */
  void add(Path file) throws IOException {
    contents.put(below(file).toString(), Files.readAllBytes(file));
  }

  /**
   * Writes all of them.
   *
   * @throws IOException if that is not possible
   */
  void lay(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : contents.entrySet()) {
      Path target = folder.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
    }
  }

  /** Where a file of that absolute path lies in a folder with all of them. */
  static Path in(Path folder, Path file) {
    return folder.resolve(below(file));
  }

  private static Path below(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    return absolute.getRoot().relativize(absolute);
  }
}
