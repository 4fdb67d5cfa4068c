package dev.espalier.batch;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.batch.JournalLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
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

  /** What stands in a journal, up to the first line that is not whole. */
  record Content(Optional<JournalLine.Head> head, List<JournalLine.Results> results) {}

  /**
   * Opens a journal, and creates it if it is not there.
   *
   * @throws BatchInUseException if another process has it open
   */
  static Journal open(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return new Journal(path, channel);
      }
    } catch (OverlappingFileLockException e) {
      // Another batch of this very process, which is as bad.
    }
    channel.close();
    throw new BatchInUseException(path);
  }

  /** Reads all lines and drops what is behind the last whole one. */
  Content read() throws IOException {
    // All is in memory: a line takes the time of thousands of plans, so there are few.
    String text = Files.readString(path, StandardCharsets.ISO_8859_1);
    List<String> lines = new ArrayList<>();
    int end = text.lastIndexOf('\n') + 1;
    try (BufferedReader reader = new BufferedReader(new StringReader(text.substring(0, end)))) {
      reader.lines().map(Journal::decoded).forEach(lines::add);
    }
    if (lines.isEmpty()) {
      return new Content(Optional.empty(), List.of());
    }
    JournalLine.Head head = JournalLine.Head.read(lines.get(0), path.toString());
    List<JournalLine.Results> results = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      try {
        results.add(JournalLine.Results.read(lines.get(i), path.toString(), i + 1));
      } catch (InvalidFileException e) {
        break; // damaged, and so is whatever is behind it
      }
    }
    return new Content(Optional.of(head), results);
  }

  private static String decoded(String line) {
    return new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** Replaces all lines. */
  void rewrite(JournalLine.Head head, List<JournalLine.Results> results) throws IOException {
    StringBuilder text = new StringBuilder(head.write());
    results.forEach(each -> text.append(each.write()));
    channel.truncate(0);
    append(text.toString());
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
