package dev.espalier.io.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.espalier.report.Renderer;
import dev.espalier.report.Report;
import dev.espalier.report.Row;
import dev.espalier.report.Table;
import dev.espalier.report.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The data of reports as comma-separated values (RFC 4180, lines ended by LF), at full precision.
 *
 * <p>Spreadsheets take text that begins with one of {@code = + - @}, a tab or a carriage return for
 * a formula, and names come from files that others made. Such a text gets an apostrophe in front
 * (OWASP, CSV Injection); numbers stay as they are.
 */
public final class CsvRenderer implements Renderer {
  private static final String FORMULA_STARTS = "=+-@\t\r";

  /** A renderer; it has no state. */
  public CsvRenderer() {}

  @Override
  public String render(Report report) {
    return table(
        report
            .data()
            .orElseThrow(() -> new IllegalArgumentException("csv needs a table: found none")));
  }

  /** A table alone. */
  public static String table(Table table) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(table.keys().stream().map(CsvRenderer::guarded).toList());
      table.rows().stream()
          .filter(Row::isData)
          .forEach(
              row ->
                  csv.writeRecord(
                      row.cells().stream()
                          .flatMap(cell -> cell.values().stream())
                          .map(CsvRenderer::text)
                          .toList()));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return text.toString();
  }

  /** A row alone, ended by LF. */
  public static String row(List<Value> values) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(values.stream().map(CsvRenderer::text).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return text.toString();
  }

  private static String text(Value value) {
    return value.isText() ? guarded(value.text()) : value.text();
  }

  private static String guarded(String text) {
    return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}
