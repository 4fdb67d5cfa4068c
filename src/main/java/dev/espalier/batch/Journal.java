package dev.espalier.batch;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.batch.JournalLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The journal of a batch: which results are kept. Lines are appended and forced to the disk; what a
 * kill left of a line does not count. It is locked as long as it is open. Not thread-safe.
 */
final class Journal implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;

  private Journal(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * What stands in a journal, up to the first line that is not whole.
   *
   * @param ends where the head ends, and then each line of results, bytes
   */
  record Content(
      Optional<JournalLine.Head> head, List<JournalLine.Results> results, List<Long> ends) {}

  /**
   * Opens a journal, and creates it if it is not there.
   *
   * @throws BatchInUseException if another process has it open
   */
  static Journal open(Path path) throws IOException {
    while (true) {
      FileChannel channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!isLocked(channel)) {
        channel.close();
        throw new BatchInUseException(path);
      }
      if (Files.exists(path)) {
        return new Journal(path, channel);
      }
      // Another process ended its batch, and deleted the journal, between opening and locking.
      channel.close();
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // another batch of this very process, which is as bad
    }
  }

  /**
   * Reads all lines. They are read from the very channel that is locked: systems drop the lock of a
   * process once it closes the file that it opened a second time.
   */
  Content read() throws IOException {
    // All is in memory: a line takes the time of thousands of plans, so there are few.
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {}
    Optional<JournalLine.Head> head = Optional.empty();
    List<JournalLine.Results> results = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < bytes.position(); at++) {
      if (bytes.get(at) == '\n') {
        String line = new String(bytes.array(), start, at + 1 - start, StandardCharsets.UTF_8);
        start = at + 1;
        if (head.isEmpty()) {
          head = Optional.of(JournalLine.Head.read(line, path.toString()));
        } else {
          try {
            results.add(JournalLine.Results.read(line, path.toString(), results.size() + 2));
          } catch (InvalidFileException e) {
            break; // damaged, and so is whatever is behind it
          }
        }
        ends.add((long) start);
      }
    }
    return new Content(head, results, ends);
  }

  /** Begins anew. */
  void begin(JournalLine.Head head) throws IOException {
    channel.truncate(0);
    append(head.write());
  }

  /**
   * Drops what is behind some line. The lines before are not written again, as a kill or a full
   * disk would lose them.
   *
   * @param end where that line ends, bytes
   */
  void cut(long end) throws IOException {
    channel.truncate(end);
  }

  /** Appends lines. */
  void append(String lines) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
    long at = channel.size();
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
    channel.force(true);
  }

  /** Deletes the journal, at the end of the batch. */
  void delete() throws IOException {
    Files.delete(path);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
