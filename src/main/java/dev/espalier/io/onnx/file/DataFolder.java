package dev.espalier.io.onnx.file;

import dev.espalier.internal.Printable;
import dev.espalier.io.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The folder of a model, which holds all files of its external data. A model is input from outside,
 * so what it names must not lead to a file elsewhere.
 */
final class DataFolder {
  private static final int MAX_SHOWN = 200;

  private final Path folder;

  /** Files that were looked up before. */
  private final Map<String, DataFile> files = new HashMap<>();

  DataFolder(Path folder) {
    this.folder = folder;
  }

  /** A file and its size, bytes. */
  record DataFile(Path path, long bytes) {}

  /**
   * The file that a location names.
   *
   * @param subject the tensor, in messages
   */
  DataFile file(String location, String subject) {
    DataFile known = files.get(location);
    if (known == null) {
      known = lookUp(location, subject);
      files.put(location, known);
    }
    return known;
  }

  private DataFile lookUp(String location, String subject) {
    Path path = folder.resolve(relative(location, subject));
    if (!Files.exists(path)) {
      throw refused(subject, location, "there is no such file in the folder of the model");
    }
    if (!Files.isRegularFile(path)) {
      throw refused(subject, location, "expected a file but found something else");
    }
    try {
      if (!path.toRealPath().startsWith(folder.toRealPath())) {
        throw refused(subject, location, "a link leads out of the folder of the model");
      }
      return new DataFile(path, Files.size(path));
    } catch (IOException e) {
      throw InvalidFileException.unreadable(path, e);
    }
  }

  private static Path relative(String location, String subject) {
    if (location.isEmpty()) {
      throw new InvalidFileException(subject + ": external data: the location is missing");
    }
    try {
      Path path = Path.of(location);
      boolean isOutside = location.startsWith("/") || location.startsWith("\\");
      for (Path part : path) {
        isOutside |= part.toString().equals("..");
      }
      if (!path.isAbsolute() && !isOutside) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw refused(subject, location, "that is no name of a file");
    }
    throw refused(subject, location, "it must be relative and stay in the folder of the model");
  }

  private static InvalidFileException refused(String subject, String location, String why) {
    return new InvalidFileException(
        "%s: external data \"%s\": %s"
            .formatted(subject, Printable.shortened(location, MAX_SHOWN), why));
  }
}
