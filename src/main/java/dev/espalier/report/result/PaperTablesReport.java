package dev.espalier.report.result;

import dev.espalier.report.Block;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Heading;
import dev.espalier.report.Note;
import dev.espalier.report.Numbers;
import dev.espalier.report.Report;
import dev.espalier.report.Table;
import dev.espalier.report.Value;
import dev.espalier.reproduction.ReproducedTable;
import dev.espalier.reproduction.na2023.Reproduction;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;

/** Shows the tables of a paper, ours beside the published ones. */
public final class PaperTablesReport {
  private PaperTablesReport() {}

  /** Describes all tables and figures. */
  public static Report of(Reproduction reproduction) {
    List<ReproducedTable> all = new ArrayList<>(reproduction.tables());
    all.addAll(reproduction.figures());
    List<Block> blocks = new ArrayList<>();
    for (ReproducedTable table : all) {
      blocks.add(new Heading("%s: %s".formatted(table.id(), table.title())));
      blocks.add(wide(table));
    }
    blocks.add(
        Note.of(reproduction.remarks())
            .withCaveats(
                reproduction.isComplete()
                    ? List.of()
                    : List.of("PARTIAL: interrupted before every experiment finished")));
    return Report.of(blocks).withData(data(all));
  }

  /**
   * A line of a wide table.
   *
   * @param what source of the numbers
   * @param value the number of each column, not finite where there is none
   */
  private record Line(
      ReproducedTable.Row row, boolean isFirst, String what, IntToDoubleFunction value) {

    /** Words that only the first line of a row repeats. */
    Cell head(String text) {
      return Cell.of(isFirst ? text : "");
    }
  }

  /** Lines for ours, theirs and their ratio. */
  private static Table wide(ReproducedTable reproduced) {
    List<Line> lines = new ArrayList<>();
    for (ReproducedTable.Row row : reproduced.rows()) {
      lines.add(new Line(row, true, "ours", row.ours()::get));
      if (row.isPublished()) {
        lines.add(new Line(row, false, "published", row.published()::get));
        lines.add(new Line(row, false, "ratio", row::ratio));
      }
    }
    Table.Builder<Line> table =
        Table.of(lines)
            .column(Column.numbers("K"), line -> line.head(String.valueOf(line.row.slices())))
            .column(Column.words("method"), line -> line.head(line.row.method()))
            .column(Column.words("solver"), line -> line.head(line.row.solver()))
            .column(Column.words(""), line -> Cell.of(line.what));
    for (int c = 0; c < reproduced.columns().size(); c++) {
      int column = c;
      table.column(Column.numbers(reproduced.columns().get(c)), line -> cell(line.value, column));
    }
    return table.build();
  }

  private static Cell cell(IntToDoubleFunction values, int column) {
    double value = values.applyAsDouble(column);
    return Cell.number(
        Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty(), Numbers::of);
  }

  /** A number of a table with its published one. */
  private record Entry(ReproducedTable table, ReproducedTable.Row row, int column) {}

  /** Tables as programs read them: a row for each number. */
  public static Table data(List<ReproducedTable> tables) {
    List<Entry> entries = new ArrayList<>();
    for (ReproducedTable table : tables) {
      for (ReproducedTable.Row row : table.rows()) {
        for (int c = 0; c < table.columns().size(); c++) {
          entries.add(new Entry(table, row, c));
        }
      }
    }
    return Table.of(entries)
        .words(Column.hidden("table"), entry -> entry.table.id())
        .column(Column.hidden("slices"), entry -> Cell.integer(entry.row.slices()))
        .words(Column.hidden("method"), entry -> entry.row.method())
        .words(Column.hidden("solver"), entry -> entry.row.solver())
        .words(Column.hidden("column"), entry -> entry.table.columns().get(entry.column))
        .column(Column.hidden("ours"), entry -> value(entry.row.ours().get(entry.column)))
        .column(Column.hidden("published"), entry -> value(entry.row.published().get(entry.column)))
        .column(Column.hidden("ratio"), entry -> value(entry.row.ratio(entry.column)))
        .build();
  }

  private static Cell value(double value) {
    return Cell.of("", Value.finite(value));
  }
}
