package dev.espalier.io.onnx.split;

import dev.espalier.internal.Sha256;
import dev.espalier.segment.StoredFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/** A file whose SHA-256 checksum is computed while it is written. */
final class ChecksummedFile implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private final MessageDigest digest;
  private final OutputStream out;

  ChecksummedFile(Path path) throws IOException {
    this.path = path;
    digest = Sha256.digest();
    out =
        new BufferedOutputStream(
            new DigestOutputStream(Files.newOutputStream(path), digest), BUFFER_BYTES);
  }

  /** The checksum and size of a file that exists. */
  static StoredFile of(Path path) throws IOException {
    return stored(path, Sha256.of(path));
  }

  private static StoredFile stored(Path path, String checksum) throws IOException {
    return new StoredFile(path.getFileName().toString(), checksum, Files.size(path));
  }

  /** Where to write. */
  OutputStream stream() {
    return out;
  }

  /** Ends the file and returns its checksum. */
  StoredFile finish() throws IOException {
    out.close();
    return stored(path, Sha256.text(digest));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
