package dev.espalier.io;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A file that cannot be read. The message names the file, the place, the value and what is wrong.
 */
public final class InvalidFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String pointer;

  /** Creates an exception with the complete message. */
  public InvalidFileException(String message) {
    this(message, null);
  }

  /**
   * Creates an exception for a value of a JSON document.
   *
   * @param message the complete message
   * @param pointer JSON pointer (RFC 6901) to the value, empty for the whole document; null where
   *     there is none
   */
  public InvalidFileException(String message, String pointer) {
    super(message);
    this.pointer = pointer;
  }

  /** JSON pointer (RFC 6901) to the value that is wrong; empty where none is to blame. */
  public Optional<String> pointer() {
    return Optional.ofNullable(pointer);
  }

  /** A file that the system does not allow to be read. */
  public static InvalidFileException unreadable(Path path, IOException e) {
    return new InvalidFileException(path + ": " + reason(path, e));
  }

  /** A file that takes more memory to read than there is. */
  public static InvalidFileException tooLarge(Path path) {
    String size;
    try {
      long bytes = Files.isRegularFile(path) ? Files.size(path) : 0;
      size = bytes > 0 ? "its %s MiB take".formatted(Math.max(1, bytes >> 20)) : "it takes";
    } catch (IOException e) {
      size = "it takes";
    }
    return new InvalidFileException(
        ("%s: %s more memory to read than the %s MiB that Java has; give it more with -Xmx, or"
                + " a smaller file")
            .formatted(path, size, Runtime.getRuntime().maxMemory() >> 20));
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
