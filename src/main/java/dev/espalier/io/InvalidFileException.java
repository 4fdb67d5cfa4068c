package dev.espalier.io;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file that cannot be read. The message names the file, the place, the value and what is wrong.
 */
public final class InvalidFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the whole message. */
  public InvalidFileException(String message) {
    super(message);
  }

  /** A file that the system does not let us read. */
  public static InvalidFileException unreadable(Path path, IOException e) {
    return new InvalidFileException(path + ": " + reason(path, e));
  }

  private static String reason(Path path, IOException e) {
    if (Files.isDirectory(path)) {
      return "expected a file but found a directory";
    }
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "cannot be read: permission denied";
    }
    if (e instanceof CharacterCodingException) {
      return "cannot be read: it is not text in UTF-8";
    }
    return "cannot be read: "
        + (e instanceof FileSystemException problem
            ? Objects.requireNonNullElse(problem.getReason(), e.getMessage())
            : e.getMessage());
  }
}
