package dev.espalier.io.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Rows of CSV that are one line each, so that a damaged row damages no other. */
public final class CsvLine {
  private CsvLine() {}

  /**
   * The cells of a row.
   *
   * @param line the row, without the line feed; a carriage return at its end does not count
   * @throws IllegalArgumentException if a quotation mark is not closed, or the row is not valid
   */
  public static List<String> cells(String line) {
    String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    if (text.chars().filter(c -> c == '"').count() % 2 != 0) {
      throw new IllegalArgumentException("a quotation mark is not closed; a row is one line");
    }
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(text)) {
      List<CsvRecord> rows = reader.stream().toList();
      if (rows.size() > 1) {
        throw new IllegalArgumentException(
            "a carriage return outside quotation marks ends a row; a row is one line");
      }
      return rows.isEmpty() ? List.of() : rows.get(0).getFields();
    } catch (CsvParseException | UncheckedIOException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new IllegalArgumentException("not valid CSV: " + reason.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
  }
}
