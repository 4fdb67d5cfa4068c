package dev.espalier.batch;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Sha256;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.batch.BatchOrigin;
import dev.espalier.io.batch.JournalLine;
import dev.espalier.io.line.InputLine;
import dev.espalier.study.batch.BatchSummary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A file of results that survives any kill. Results are appended to {@code NAME.partial}; every
 * half a second, a line of {@code NAME.journal} says up to where they are kept, with checksums of
 * the results and of the scenarios that they are of. What is behind the last such line is dropped
 * when the batch is resumed, and planned again. At the end the file gets its name. Not thread-safe.
 */
final class ResultFile implements BatchSink, AutoCloseable {
  /** Time between two lines of the journal: what a kill may cost. */
  private static final long RECORD_NS = 500_000_000;

  private final Path out;
  private final Path partial;
  private final Journal journal;
  private final FileChannel results;
  private final List<JournalLine.Results> kept;
  private final Supplier<Map<String, String>> checksums;

  /** Checksums of the files that scenarios name, as the journal has them. */
  private final Map<String, String> files = new TreeMap<>();

  /** Of all results; the beginning of the file is not among them. */
  private final MessageDigest all = Sha256.digest();

  private final MessageDigest text = Sha256.digest();
  private final MessageDigest input = Sha256.digest();
  private BatchSummary summary = BatchSummary.EMPTY;
  private BatchSummary unrecorded = BatchSummary.EMPTY;
  private long scenarios;
  private long bytes;
  private long recordedNanos = System.nanoTime();

  private ResultFile(
      Path out,
      Journal journal,
      FileChannel results,
      List<JournalLine.Results> kept,
      Supplier<Map<String, String>> checksums) {
    this.out = out;
    this.journal = journal;
    this.results = results;
    this.kept = kept;
    this.checksums = checksums;
    partial = partial(out);
  }

  static Path partial(Path out) {
    return out.resolveSibling(out.getFileName() + ".partial");
  }

  static Path journal(Path out) {
    return out.resolveSibling(out.getFileName() + ".journal");
  }

  /**
   * Opens the file of a batch, at its beginning or where it was left.
   *
   * @param out the file of results
   * @param beginning what is in front of all results
   * @param resume whether to go on where a batch was left, if one was
   * @param checksums of the files that were read so far, by name
   * @throws InvalidFieldException if a batch was left and is not to be resumed
   * @throws InvalidFileException if what was left is of another batch
   */
  static ResultFile open(
      Path out,
      BatchOrigin origin,
      String beginning,
      boolean resume,
      Supplier<Map<String, String>> checksums)
      throws IOException {
    byte[] first = beginning.getBytes(StandardCharsets.UTF_8);
    Journal journal = Journal.open(journal(out));
    FileChannel results = null;
    try {
      Journal.Content content = journal.read();
      if (!resume && content.head().isPresent()) {
        throw new InvalidFieldException(
            "resume",
            "%s is left of a batch that did not end; --resume goes on with it, or delete it to start anew"
                .formatted(journal(out)));
      }
      content.head().ifPresent(head -> checkOrigin(out, head.origin(), origin));
      if (content.head().isPresent() && Files.notExists(partial(out)) && Files.exists(out)) {
        Files.move(
            out, partial(out)); // killed when the file had its name but the journal was there
      }
      results =
          FileChannel.open(
              partial(out),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      ResultFile file = new ResultFile(out, journal, results, new ArrayList<>(), checksums);
      JournalLine.Head head = new JournalLine.Head(origin, first.length);
      if (content.head().equals(Optional.of(head))) {
        file.keep(content.results(), first);
      }
      if (file.kept.isEmpty()) {
        results.truncate(0);
        results.write(ByteBuffer.wrap(first), 0);
        journal.begin(head);
      } else {
        journal.cut(content.ends().get(file.kept.size()));
      }
      return file;
    } catch (IOException | RuntimeException e) {
      journal.close();
      if (results != null) {
        results.close();
      }
      throw e;
    }
  }

  private static void checkOrigin(Path out, BatchOrigin left, BatchOrigin now) {
    Optional<String> difference = left.difference(now);
    if (difference.isEmpty() && left.shard() != now.shard()) {
      difference = Optional.of("shard %d, not %d".formatted(left.shard(), now.shard()));
    }
    difference.ifPresent(
        what -> {
          throw new InvalidFileException(
              "%s: the batch that was left began with %s; resume it as it began, or delete the file"
                  .formatted(journal(out), what));
        });
  }

  /** Keeps the results that have their checksums, up to the first that are damaged or missing. */
  private void keep(List<JournalLine.Results> recorded, byte[] beginning) throws IOException {
    long end = beginning.length;
    try (InputStream in =
        Channels.newInputStream(FileChannel.open(partial, StandardOpenOption.READ))) {
      if (!Arrays.equals(in.readNBytes(beginning.length), beginning)) {
        return; // nothing is kept: the file is begun anew
      }
      for (JournalLine.Results each : recorded) {
        byte[] block = new byte[Math.toIntExact(each.bytes())];
        if (in.readNBytes(block, 0, block.length) < block.length
            || !Sha256.text(updated(text, block)).equals(each.sha256())) {
          break;
        }
        all.update(block);
        end += block.length;
        kept.add(each);
        files.putAll(each.files());
        summary = summary.plus(each.summary());
      }
    }
    results.truncate(end);
  }

  private static MessageDigest updated(MessageDigest digest, byte[] block) {
    digest.update(block);
    return digest;
  }

  /** Number of scenarios whose results were kept. */
  long scenarios() {
    return summary.scenarios();
  }

  /**
   * Passes over the scenarios whose results are kept.
   *
   * @throws InvalidFileException if they are others than those
   */
  void skip(ScenarioSource source) {
    long first = 1;
    for (JournalLine.Results each : kept) {
      for (long i = 0; i < each.scenarios(); i++) {
        Optional<InputLine> line = source.next();
        input.update(line.map(Batch::identity).orElse(new byte[0]));
      }
      long last = first + each.scenarios() - 1;
      if (!Sha256.text(input).equals(each.input())) {
        throw new InvalidFileException(
            ("%s: the scenarios are others than those that were planned: they differ among number"
                    + " %d to %d; delete the file to start anew")
                .formatted(journal(out), first, last));
      }
      first = last + 1;
    }
  }

  @Override
  public void write(ChunkResult chunk) throws IOException {
    append(chunk.text());
    all.update(chunk.text());
    text.update(chunk.text());
    input.update(chunk.input());
    unrecorded = unrecorded.plus(chunk.summary());
    scenarios += chunk.scenarios();
    bytes += chunk.text().length;
    if (System.nanoTime() - recordedNanos > RECORD_NS) {
      record();
    }
  }

  private void append(byte[] block) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(block);
    long at = results.size();
    while (left.hasRemaining()) {
      at += results.write(left, at);
    }
  }

  /**
   * Keeps what was written.
   *
   * @throws InvalidFileException if a file that scenarios name has changed in the meantime
   */
  void record() throws IOException {
    if (scenarios > 0) {
      Map<String, String> added = addedFiles();
      results.force(true);
      journal.append(
          new JournalLine.Results(
                  scenarios, bytes, Sha256.text(text), Sha256.text(input), unrecorded, added)
              .write());
      summary = summary.plus(unrecorded);
      unrecorded = BatchSummary.EMPTY;
      scenarios = 0;
      bytes = 0;
    }
    recordedNanos = System.nanoTime();
  }

  private Map<String, String> addedFiles() {
    Map<String, String> added = new TreeMap<>();
    checksums
        .get()
        .forEach(
            (name, checksum) -> {
              String before = files.putIfAbsent(name, checksum);
              if (before == null) {
                added.put(name, checksum);
              } else if (!before.equals(checksum)) {
                throw new InvalidFileException(
                    "%s: the file has changed since the batch began; delete %s to start anew"
                        .formatted(name, journal(out)));
              }
            });
    return added;
  }

  /** The checksum of all results, once. */
  String checksum() {
    return Sha256.text(all);
  }

  /** Checksums of the files that scenarios name. */
  Map<String, String> files() {
    return new TreeMap<>(files);
  }

  /** What was counted of the results that are kept. */
  BatchSummary summary() {
    return summary;
  }

  /**
   * Ends the batch: the file gets its name.
   *
   * @param ending what is behind all results
   */
  void finish(String ending) throws IOException {
    append(ending.getBytes(StandardCharsets.UTF_8));
    results.force(true);
    results.close();
    Files.move(partial, out, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    journal.delete();
  }

  @Override
  public void close() throws IOException {
    results.close();
    journal.close();
  }
}
