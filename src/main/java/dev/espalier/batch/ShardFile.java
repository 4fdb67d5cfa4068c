package dev.espalier.batch;

import dev.espalier.internal.Sha256;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.batch.ShardLine.Head;
import dev.espalier.io.batch.ShardLine.Tail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file with the results of a shard whose first and last lines are undamaged.
 *
 * @param path where it lies
 * @param shard which part of the batch it is
 * @param head its first line
 * @param tail its last line
 * @param start where its results begin, bytes
 * @param end where they end, bytes
 */
record ShardFile(Path path, Shard shard, Head head, Tail tail, long start, long end) {
  /** More than any line around results has. */
  private static final int MAX_LINE = 1 << 26;

  private static final int BLOCK = 1 << 16;

  /**
   * Reads the first and the last line of a file.
   *
   * @throws InvalidFileException if it is none of a shard, not complete or damaged there
   */
  static ShardFile open(Path path) {
    if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
      throw new InvalidFileException(path + ": expected a file, whose end can be read first");
    }
    try (FileChannel channel = FileChannel.open(path)) {
      String head = firstLine(channel);
      Head read = head(head, path);
      String tail = lastLine(channel);
      if (!tail.endsWith("\n") || channel.size() < bytes(head) + bytes(tail)) {
        throw incomplete(path, "the line at its end is cut off");
      }
      return of(path, read, head, tail, channel.size());
    } catch (IOException e) {
      throw Files.notExists(path) && Files.exists(ResultFile.partial(path))
          ? incomplete(path, "only %s is there".formatted(ResultFile.partial(path)))
          : InvalidFileException.unreadable(path, e);
    }
  }

  private static ShardFile of(Path path, Head read, String head, String tail, long size) {
    Tail sealed = Tail.read(tail, head, path.toString());
    Shard shard = new Shard(read.origin().shard(), read.origin().of());
    if (sealed.scenarios() != shard.size(sealed.total())) {
      throw new InvalidFileException(
          "%s: shard %s of %d scenarios must have %d but has %d"
              .formatted(
                  path,
                  shard.text(),
                  sealed.total(),
                  shard.size(sealed.total()),
                  sealed.scenarios()));
    }
    return new ShardFile(path, shard, read, sealed, bytes(head), size - bytes(tail));
  }

  private static Head head(String line, Path path) {
    try {
      return Head.read(line, path.toString());
    } catch (InvalidFileException e) {
      throw new InvalidFileException(
          path
              + ": its first line is not that of a shard; expected a file that batch --shard wrote");
    }
  }

  /** Whether its results are as they were written; reads all of them. */
  boolean isUndamaged() throws IOException {
    try (ShardLines lines = new ShardLines(this, BLOCK)) {
      for (long line = 0; line < tail.scenarios(); line++) {
        lines.copyTo(OutputStream.nullOutputStream());
      }
      lines.finish();
      return true;
    } catch (InvalidFileException e) {
      return false;
    }
  }

  /**
   * Checks that it is of these scenarios, all of which are read, and of the files that they name as
   * these are now.
   *
   * @throws InvalidFileException if it is of others
   */
  void check(ShardSource scenarios) {
    while (scenarios.next().isPresent()) {
      // They are only counted and summed up.
    }
    if (scenarios.total() != tail.total() || !scenarios.checksum().equals(tail.input())) {
      throw new InvalidFileException(
          path + ": the shard is complete, but of other scenarios; delete it to plan these");
    }
    tail.files().forEach(this::checkSame);
  }

  private void checkSame(String name, String checksum) {
    try {
      if (!Sha256.of(Path.of(name)).equals(checksum)) {
        throw new InvalidFileException(
            "%s: the shard is complete, but of another content of %s; delete it to plan this one"
                .formatted(path, name));
      }
    } catch (IOException e) {
      throw InvalidFileException.unreadable(Path.of(name), e);
    }
  }

  private static InvalidFileException incomplete(Path path, String why) {
    return new InvalidFileException(
        "%s: the shard is not complete: %s; run it again with --resume".formatted(path, why));
  }

  private static int bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String firstLine(FileChannel channel) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    while (line.size() < MAX_LINE && channel.read(block, line.size()) > 0) {
      for (int i = 0; i < block.position(); i++) {
        line.write(block.get(i));
        if (block.get(i) == '\n') {
          return line.toString(StandardCharsets.UTF_8);
        }
      }
      block.clear();
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private static String lastLine(FileChannel channel) throws IOException {
    long size = channel.size();
    for (int length = BLOCK; ; length *= 4) {
      int read = (int) Math.min(Math.min(length, MAX_LINE), size);
      byte[] end = new byte[read];
      ByteBuffer buffer = ByteBuffer.wrap(end);
      while (buffer.hasRemaining() && channel.read(buffer, size - buffer.remaining()) > 0) {}
      int start = read - 1;
      while (start > 0 && end[start - 1] != '\n') {
        start--;
      }
      if (start > 0 || read == size || read == MAX_LINE) {
        return new String(
            end, Math.max(0, start), read - Math.max(0, start), StandardCharsets.UTF_8);
      }
    }
  }
}
