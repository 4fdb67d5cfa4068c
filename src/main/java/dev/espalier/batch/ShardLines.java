package dev.espalier.batch;

import dev.espalier.internal.Sha256;
import dev.espalier.io.InvalidFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.MessageDigest;

/** Copies the results of a shard line by line, and checks them. Not thread-safe. */
final class ShardLines implements AutoCloseable {
  private final ShardFile shard;
  private final InputStream in;
  private final byte[] buffer;
  private final MessageDigest digest = Sha256.digest();

  /** Bytes of results that are not in the buffer yet. */
  private long left;

  private int at;
  private int filled;
  private long lines;

  /**
   * @param bufferBytes memory to use, bytes
   */
  ShardLines(ShardFile shard, int bufferBytes) throws IOException {
    this.shard = shard;
    buffer = new byte[bufferBytes];
    left = shard.end() - shard.start();
    in = Files.newInputStream(shard.path());
    in.skipNBytes(shard.start());
  }

  /**
   * Copies the next line.
   *
   * @throws InvalidFileException if there is none
   * @throws IOException if it cannot be read or written
   */
  void copyTo(OutputStream out) throws IOException {
    boolean isEnded = false;
    while (!isEnded) {
      if (at == filled && !fill()) {
        throw damaged(
            "it has %d whole lines of results but its end says %d"
                .formatted(lines, shard.tail().scenarios()));
      }
      int start = at;
      while (at < filled && buffer[at] != '\n') {
        at++;
      }
      isEnded = at < filled;
      at += isEnded ? 1 : 0;
      out.write(buffer, start, at - start);
    }
    lines++;
  }

  private boolean fill() throws IOException {
    at = 0;
    filled = Math.max(0, in.read(buffer, 0, (int) Math.min(buffer.length, left)));
    left -= filled;
    digest.update(buffer, 0, filled);
    return filled > 0;
  }

  /**
   * Checks that all lines were copied, as they were written.
   *
   * @throws InvalidFileException if not
   */
  void finish() throws IOException {
    if (at < filled || left > 0) {
      throw damaged(
          "it has more lines of results than the %d that its end says"
              .formatted(shard.tail().scenarios()));
    }
    String found = Sha256.text(digest);
    if (!found.equals(shard.tail().sha256())) {
      throw damaged(
          "the SHA-256 of its results is %s, not %s".formatted(found, shard.tail().sha256()));
    }
  }

  private InvalidFileException damaged(String what) {
    return new InvalidFileException(
        "%s: the shard is damaged: %s; run it again with --resume".formatted(shard.path(), what));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
