package dev.espalier.io.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.espalier.exit.Criterion;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.exit.log.LogitLog;
import dev.espalier.internal.Checks;
import dev.espalier.io.InvalidFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Exit logs as CSV (RFC 4180, UTF-8, a header row). A row is a sample; for each exit X, in the
 * order in which samples meet them and the final one last, it has either {@code X.confidence} (0 to
 * 1) or {@code X.entropy} (nats) with {@code X.correct} (0, 1, false, true), or {@code X.logits}
 * (numbers separated by blanks, one for each class) beside one {@code label} (index of the true
 * class, from 0). {@code sample} may name it, and {@code condition} state the condition under which
 * it was taken. Older logs use {@code X.right} instead of {@code X.correct}; both are read.
 *
 * <p>Files are read as a stream; only the numbers are stored.
 */
public final class ExitLogFile {
  private ExitLogFile() {}

  /**
   * The logs in a file, by condition in order of appearance; a single one without a name if the
   * file has none. Logits are turned into confidences.
   *
   * @throws InvalidFileException if the file cannot be read or is not such a log
   */
  public static Map<String, ExitLog> read(Path path) {
    return read(path, open(path), Optional.empty());
  }

  /**
   * The logs in a file as {@link #read(Path)} returns them, by this criterion.
   *
   * @throws InvalidFileException if the file cannot be read, is not such a log, or one of the other
   *     criterion
   */
  public static Map<String, ExitLog> read(Path path, Criterion criterion) {
    return read(path, open(path), Optional.of(criterion));
  }

  static Map<String, ExitLog> read(Path path, InputStream in, Optional<Criterion> criterion) {
    LogGatherer gathered = gather(path, in);
    Map<String, LogitLog> logits = gathered.logits();
    if (!logits.isEmpty()) {
      return reduced(logits, criterion.orElse(Criterion.CONFIDENCE));
    }
    Map<String, ExitLog> logs = gathered.logs();
    Criterion found = logs.values().iterator().next().criterion();
    if (found != criterion.orElse(found)) {
      throw new InvalidFileException(
          "%s: expected %s or logits of every exit but found %s"
              .formatted(path, criterion.get().label(), found.label()));
    }
    return logs;
  }

  private static InputStream open(Path path) {
    try {
      return Files.newInputStream(path);
    } catch (IOException e) {
      throw InvalidFileException.unreadable(path, e);
    }
  }

  /**
   * The logits in a file, by condition in order of appearance.
   *
   * @throws InvalidFileException if the file cannot be read, is not an exit log or has no logits
   */
  public static Map<String, LogitLog> readLogits(Path path) {
    return readLogits(path, open(path));
  }

  /**
   * The logits in a stream, by condition in order of appearance.
   *
   * @param path the name of the stream in messages
   * @throws InvalidFileException if the stream cannot be read, is not an exit log or has no logits
   */
  public static Map<String, LogitLog> readLogits(Path path, InputStream in) {
    LogGatherer gathered = gather(path, in);
    if (gathered.logits().isEmpty()) {
      throw new InvalidFileException(
          "%s: logits are needed: expected columns EXIT.logits and label but found %s"
              .formatted(path, gathered.logs().values().iterator().next().criterion().label()));
    }
    return gathered.logits();
  }

  /**
   * Writes logs, condition by condition, numbers in full, so that they are read back as they are.
   * Equal logs give equal bytes in every version of Java.
   *
   * @param logs by condition, of the same exits and criterion; a single one may have no name
   * @throws IOException if the file cannot be written
   */
  public static void write(Path path, Map<String, ExitLog> logs) throws IOException {
    Checks.notEmpty("exit log", "logs", logs.keySet());
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(path)) {
      writeTo(csv, logs);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void writeTo(CsvWriter csv, Map<String, ExitLog> logs) {
    ExitLog any = logs.values().iterator().next();
    boolean isNamed = !logs.keySet().equals(Set.of(""));
    List<String> cells = new ArrayList<>(isNamed ? List.of("condition") : List.of());
    for (String exit : any.exits()) {
      cells.add(exit + "." + any.criterion().label());
      cells.add(exit + ".correct");
    }
    csv.writeRecord(cells);
    logs.forEach(
        (condition, log) -> {
          for (int s = 0; s < log.samples(); s++) {
            cells.clear();
            if (isNamed) {
              cells.add(condition);
            }
            for (int e = 0; e < log.exits().size(); e++) {
              cells.add(NumberText.of(log.value(e, s)));
              cells.add(log.isCorrect(e, s) ? "1" : "0");
            }
            csv.writeRecord(cells);
          }
        });
  }

  private static Map<String, ExitLog> reduced(Map<String, LogitLog> logits, Criterion criterion) {
    Map<String, ExitLog> logs = new LinkedHashMap<>();
    logits.forEach((condition, log) -> logs.put(condition, log.toExitLog(criterion)));
    return logs;
  }

  private static LogGatherer gather(Path path, InputStream in) {
    LogRecords records = new LogRecords(path.toString());
    try (Utf8Reader text = new Utf8Reader(in);
        CsvReader<Boolean> csv = CsvText.parser().build(records, text);
        CloseableIterator<Boolean> rows = csv.iterator()) {
      while (rows.hasNext()) {
        rows.next();
      }
      return records.gathered();
    } catch (CsvParseException | IOException | UncheckedIOException e) {
      throw CsvText.invalid(path, "at line " + records.line(), e);
    } catch (OutOfMemoryError e) {
      throw InvalidFileException.tooLarge(path);
    }
  }
}
