package dev.espalier.io.onnx.split;

import dev.espalier.segment.StoredFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file whose SHA-256 checksum is computed while it is written. */
final class ChecksummedFile implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private final MessageDigest digest;
  private final OutputStream out;

  ChecksummedFile(Path path) throws IOException {
    this.path = path;
    digest = sha256();
    out =
        new BufferedOutputStream(
            new DigestOutputStream(Files.newOutputStream(path), digest), BUFFER_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The checksum and size of a file that exists. */
  static StoredFile of(Path path) throws IOException {
    MessageDigest digest = sha256();
    try (DigestOutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      Files.copy(path, out);
    }
    return stored(path, digest);
  }

  private static StoredFile stored(Path path, MessageDigest digest) throws IOException {
    return new StoredFile(
        path.getFileName().toString(), HexFormat.of().formatHex(digest.digest()), Files.size(path));
  }

  /** Where to write. */
  OutputStream stream() {
    return out;
  }

  /** Ends the file and returns its checksum. */
  StoredFile finish() throws IOException {
    out.close();
    return stored(path, digest);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
