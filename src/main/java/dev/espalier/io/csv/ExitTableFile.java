package dev.espalier.io.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.ExitTable;
import dev.espalier.io.InvalidFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
    try {
      return read(path, Files.newInputStream(path));
    } catch (IOException e) {
      throw InvalidFileException.unreadable(path, e);
    }
  }

  static ExitTable read(Path path, InputStream in) {
    return new ExitTableFile(path).read(in);
  }

  private ExitTable read(InputStream in) {
    ExitTable.Builder table = ExitTable.builder();
    long line = 1;
    try (Utf8Reader text = new Utf8Reader(in);
        CsvReader<CsvRecord> csv = CsvText.parser().ofCsvRecord(text)) {
      Iterator<CsvRecord> records = csv.iterator();
      checkHeader(records);
      while (records.hasNext()) {
        CsvRecord row = records.next();
        line = row.getStartingLineNumber();
        add(row, table);
      }
      return table.build();
    } catch (InvalidFieldException e) {
      throw new InvalidFileException(path + ": " + e.getMessage());
    } catch (CsvParseException | IOException | UncheckedIOException e) {
      throw CsvText.invalid(path, "after line " + line, e);
    } catch (OutOfMemoryError e) {
      throw InvalidFileException.tooLarge(path);
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
      String found = CsvText.shown(String.join(",", header.getFields()));
      throw invalid(header, "expected the columns %s but found %s".formatted(expected, found));
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
        "%s: at line %d: %s".formatted(path, row.getStartingLineNumber(), message));
  }
}
