package dev.espalier.io.csv;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.ExitData;
import dev.espalier.exit.ExitTable;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.exit.log.Fallback;
import dev.espalier.exit.log.LogData;
import dev.espalier.io.InvalidFileException;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A file of measured exits, which is an exit table or an exit log as its first line says. It is
 * opened once, so that it may be a pipe. Not thread-safe; of its contents, one reading is possible.
 */
public final class ExitDataFile implements AutoCloseable {
  /** No header is longer: a thousand exits with names of usual length. */
  private static final int MAX_HEADER_BYTES = 1 << 16;

  private static final List<String> OF_A_LOG =
      List.of(".confidence", ".entropy", ".correct", ".right", ".logits");

  /** The first two bytes of what gzip writes. */
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};

  private final Path path;
  private final InputStream in;
  private final boolean isTable;

  private ExitDataFile(Path path, InputStream file) throws IOException {
    this.path = path;
    byte[] beginning = beginning(file);
    in = new SequenceInputStream(new ByteArrayInputStream(beginning), file);
    isTable = isTable(header(beginning));
  }

  /**
   * Reads the data of a network's exits: a table, or a log with the usual thresholds, in which the
   * final exit decides on a sample that reaches none of them.
   *
   * @throws InvalidFileException if they cannot be read or are those of other exits
   */
  public static ExitData read(Path path, BranchyNet net) {
    try (ExitDataFile file = open(path)) {
      ExitData data =
          file.isTable
              ? file.table()
              : new LogData(file.logs(Optional.empty()), Optional.empty(), Fallback.FINAL);
      checkExits(data, net, path.toString());
      return data;
    }
  }

  /**
   * Checks that data are those of a network's exits.
   *
   * @param file name of the file in messages
   * @throws InvalidFileException if they are not
   */
  public static void checkExits(ExitData data, BranchyNet net, String file) {
    List<String> expected = net.exits().stream().map(Exit::name).toList();
    if (!data.exits().equals(expected)) {
      throw new InvalidFileException(
          "%s: expected the exits of model \"%s\", %s, but found %s"
              .formatted(
                  file, net.name(), String.join(", ", expected), String.join(", ", data.exits())));
    }
  }

  /**
   * Opens a file.
   *
   * @throws InvalidFileException if it cannot be read, or begins like neither a table nor a log
   */
  public static ExitDataFile open(Path path) {
    InputStream in = null;
    try {
      in = Files.newInputStream(path);
      return new ExitDataFile(path, in);
    } catch (IOException e) {
      close(in);
      throw InvalidFileException.unreadable(path, e);
    } catch (InvalidFileException e) {
      close(in);
      throw e;
    }
  }

  private static void close(InputStream in) {
    try {
      if (in != null) {
        in.close();
      }
    } catch (IOException e) {
      // another error is already being reported, and nothing can be lost
    }
  }

  /** The beginning of the file, which holds all of its first line. */
  private static byte[] beginning(InputStream file) throws IOException {
    byte[] beginning = new byte[MAX_HEADER_BYTES];
    int length = 0;
    int read = 0;
    boolean hasLine = false;
    // Only read() is called on the stream, as a pipe does not report how much is still to come.
    while (read >= 0 && length < beginning.length && !hasLine) {
      read = file.read(beginning, length, beginning.length - length);
      int end = length + Math.max(0, read);
      hasLine = IntStream.range(length, end).anyMatch(i -> beginning[i] == '\n');
      length = end;
    }
    return Arrays.copyOf(beginning, length);
  }

  /** The names of the columns. */
  private List<String> header(byte[] beginning) {
    if (beginning.length > GZIP.length
        && Arrays.equals(GZIP, Arrays.copyOf(beginning, GZIP.length))) {
      throw new InvalidFileException(
          path + ": expected text but found what gzip writes; unpack it first");
    }
    String text = new String(beginning, StandardCharsets.UTF_8);
    String line = text.lines().findFirst().orElse("");
    return Arrays.stream(line.replace("\ufeff", "").split(",", -1))
        .map(name -> name.strip().replace("\"", ""))
        .toList();
  }

  private boolean isTable(List<String> header) {
    if (header.stream().anyMatch(name -> OF_A_LOG.stream().anyMatch(name::endsWith))) {
      return false;
    }
    List<String> ofATable = ExitTableFile.HEADER.subList(1, ExitTableFile.HEADER.size());
    if (header.stream().anyMatch(ofATable::contains)) {
      return true;
    }
    String found = String.join(",", header);
    throw new InvalidFileException(
        ("%s: expected an exit table, with the columns %s, or an exit log, with columns such"
                + " as %s, but %s")
            .formatted(
                path,
                String.join(",", ExitTableFile.HEADER),
                "EXIT.confidence and EXIT.correct",
                found.isEmpty() ? "it is empty" : "found " + CsvText.shown(found)));
  }

  /** Whether this is an exit table; otherwise it is an exit log. */
  public boolean isTable() {
    return isTable;
  }

  /**
   * Reads the exit table.
   *
   * @throws InvalidFileException if it is not one; the message names file, line and value
   */
  public ExitTable table() {
    return ExitTableFile.read(path, in);
  }

  /**
   * Reads the exit logs, by condition.
   *
   * @param criterion the criterion of the values; empty for that of the file, or confidence if it
   *     has logits
   * @throws InvalidFileException if it is no exit log, or one of the other criterion
   */
  public Map<String, ExitLog> logs(Optional<Criterion> criterion) {
    return ExitLogFile.read(path, in, criterion);
  }

  @Override
  public void close() {
    close(in);
  }
}
