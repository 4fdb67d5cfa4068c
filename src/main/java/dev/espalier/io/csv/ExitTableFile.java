package dev.espalier.io.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.espalier.exit.ExitTable;
import dev.espalier.internal.InvalidFieldException;
import dev.espalier.io.InvalidFileException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;

/** Exit tables as CSV: {@code condition,threshold,exit,probability,accuracy}. */
public final class ExitTableFile {
  /** The columns, all of them needed, in this order. */
  static final List<String> HEADER =
      List.of("condition", "threshold", "exit", "probability", "accuracy");

  private final Path path;

  private ExitTableFile(Path path) {
    this.path = path;
  }

  /**
   * Reads an exit table.
   *
   * @throws InvalidFileException if it cannot be read; the message names file, line and value
   */
  public static ExitTable read(Path path) {
    return new ExitTableFile(path).read();
  }

  /**
   * Whether a file is meant as an exit table rather than as an exit log: only a table names
   * thresholds in its header.
   *
   * @throws InvalidFileException if it cannot be read
   */
  public static boolean isTable(Path path) {
    // One byte a character: whether the rest is text is for the real reader to say.
    try (BufferedReader text = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
      String header = text.readLine();
      return header == null || header.contains("threshold");
    } catch (IOException e) {
      throw InvalidFileException.unreadable(path, e);
    }
  }

  private ExitTable read() {
    ExitTable.Builder table = ExitTable.builder();
    try (Utf8Reader text = new Utf8Reader(Files.newInputStream(path));
        CsvReader<CsvRecord> csv =
            CsvReader.builder().allowExtraFields(true).allowMissingFields(true).ofCsvRecord(text)) {
      Iterator<CsvRecord> records = csv.iterator();
      checkHeader(records);
      while (records.hasNext()) {
        add(records.next(), table);
      }
      return table.build();
    } catch (InvalidFieldException e) {
      throw new InvalidFileException(path + ": " + e.getMessage());
    } catch (CsvParseException | IOException | UncheckedIOException e) {
      throw CsvText.invalid(path, e);
    }
  }

  private void checkHeader(Iterator<CsvRecord> records) {
    String expected = String.join(",", HEADER);
    if (!records.hasNext()) {
      throw new InvalidFileException(
          "%s: expected a CSV file that begins with %s but it is empty".formatted(path, expected));
    }
    CsvRecord header = records.next();
    if (!header.getFields().equals(HEADER)) {
      throw new InvalidFileException(
          "%s, line 1: expected the columns %s but found %s"
              .formatted(path, expected, CsvText.shown(String.join(",", header.getFields()))));
    }
  }

  private void add(CsvRecord row, ExitTable.Builder table) {
    if (row.getFieldCount() != HEADER.size()) {
      throw invalid(
          row, "expected %d fields but found %d".formatted(HEADER.size(), row.getFieldCount()));
    }
    OptionalDouble accuracy =
        row.getField(4).isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(number(row, 4));
    try {
      table.row(row.getField(0), number(row, 1), row.getField(2), number(row, 3), accuracy);
    } catch (InvalidFieldException e) {
      throw invalid(row, e.getMessage());
    }
  }

  private double number(CsvRecord row, int column) {
    return CsvText.number(row.getField(column))
        .orElseThrow(
            () ->
                invalid(
                    row,
                    "%s must be a number but is \"%s\""
                        .formatted(HEADER.get(column), CsvText.shown(row.getField(column)))));
  }

  private InvalidFileException invalid(CsvRecord row, String message) {
    return new InvalidFileException(
        "%s, line %d: %s".formatted(path, row.getStartingLineNumber(), message));
  }
}
