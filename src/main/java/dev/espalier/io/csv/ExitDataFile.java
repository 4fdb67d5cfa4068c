package dev.espalier.io.csv;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.ExitTable;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.io.InvalidFileException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of measured exits, which is an exit table or an exit log as its first line says. It is
 * opened once, so that it may be a pipe. Not thread-safe; of its contents, one reading is possible.
 */
public final class ExitDataFile implements AutoCloseable {
  /** No header is longer: a thousand exits with names of usual length. */
  private static final int MAX_HEADER_BYTES = 1 << 16;

  private static final List<String> OF_A_LOG =
      List.of(".confidence", ".entropy", ".right", ".logits");

  private final Path path;
  private final InputStream in;
  private final boolean isTable;

  private ExitDataFile(Path path, InputStream in) throws IOException {
    this.path = path;
    this.in = in;
    isTable = isTable(header());
  }

  /**
   * Opens a file.
   *
   * @throws InvalidFileException if it cannot be read, or begins like neither a table nor a log
   */
  public static ExitDataFile open(Path path) {
    InputStream in = null;
    try {
      in = new BufferedInputStream(Files.newInputStream(path), MAX_HEADER_BYTES);
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
      // there is an error to be told already, and nothing to be lost
    }
  }

  /** The names of the columns; what is behind the first line is left to be read again. */
  private List<String> header() throws IOException {
    in.mark(MAX_HEADER_BYTES);
    byte[] beginning = in.readNBytes(MAX_HEADER_BYTES);
    in.reset();
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
        "%s: expected an exit table, with the columns %s, or an exit log, with columns such as %s, but %s"
            .formatted(
                path,
                String.join(",", ExitTableFile.HEADER),
                "EXIT.confidence and EXIT.right",
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
   * @param criterion what they must tell; empty for what they have, confidences if they have logits
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
