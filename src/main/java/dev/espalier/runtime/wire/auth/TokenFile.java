package dev.espalier.runtime.wire.auth;

import dev.espalier.io.InvalidFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * The shared token of a run, read from a file. Whitespace around it is no part of it, so that an
 * editor may end the file with a line break.
 *
 * @param security what proves that a peer has the token
 * @param warning who else can read the file; empty if only its owner can
 */
public record TokenFile(Security security, Optional<String> warning) {
  private static final int MAX_BYTES = 4096;
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

  /**
   * Reads a file.
   *
   * @throws InvalidFileException if it cannot be read or the token is shorter than 16 bytes
   */
  public static TokenFile read(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] content = in.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw new InvalidFileException(
            "%s: a token must have at most %d bytes but there are more".formatted(path, MAX_BYTES));
      }
      // One character a byte, so that any token comes back as it is.
      String text = new String(content, StandardCharsets.ISO_8859_1).strip();
      byte[] token = text.getBytes(StandardCharsets.ISO_8859_1);
      return new TokenFile(security(path, token), warning(path));
    } catch (IOException e) {
      throw InvalidFileException.unreadable(path, e);
    }
  }

  private static Security security(Path path, byte[] token) {
    try {
      return Security.token(token);
    } catch (IllegalArgumentException e) {
      throw new InvalidFileException("%s: %s".formatted(path, e.getMessage()));
    }
  }

  private static Optional<String> warning(Path path) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view == null || view.readAttributes().permissions().stream().noneMatch(OTHERS::contains)) {
      return Optional.empty();
    }
    return Optional.of(
        "%s: the token can be read by other users of this machine; chmod 600 keeps them out"
            .formatted(path));
  }
}
