package dev.espalier.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A table, described once for people and for programs.
 *
 * @param columns the columns, from left to right
 * @param rows the rows; each has one cell for each column
 * @param footer lines that belong to the table, such as what has no row in it
 * @param title what it is of, for formats that have room for it; empty where that stands above
 */
public record Table(List<Column> columns, List<Row> rows, List<String> footer, String title)
    implements Block {

  /**
   * @throws IllegalArgumentException if a row has too many or too few cells, or a cell values
   */
  public Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    footer = List.copyOf(footer);
    for (Row row : rows) {
      if (row.cells().size() != columns.size()) {
        throw new IllegalArgumentException(
            "table: a row must have %d cells but has %d"
                .formatted(columns.size(), row.cells().size()));
      }
      for (int c = 0; c < columns.size(); c++) {
        int values = row.cells().get(c).values().size();
        if (values != columns.get(c).keys().size()) {
          throw new IllegalArgumentException(
              "table: a cell of column \"%s\" must have %d values but has %d"
                  .formatted(columns.get(c).title(), columns.get(c).keys().size(), values));
        }
      }
    }
  }

  /** A table without a title. */
  public Table(List<Column> columns, List<Row> rows, List<String> footer) {
    this(columns, rows, footer, "");
  }

  /** Begins a table with a row for each of these. */
  public static <R> Builder<R> of(Collection<R> rows) {
    return new Builder<>(List.copyOf(rows));
  }

  /** Names of all values for programs, in order. */
  public List<String> keys() {
    return columns.stream().flatMap(column -> column.keys().stream()).toList();
  }

  /** The columns that people see. */
  public List<Column> shown() {
    return columns.stream().filter(Column::isShown).toList();
  }

  /** The cells of a row that people see. */
  public List<Cell> shown(Row row) {
    return IntStream.range(0, columns.size())
        .filter(c -> columns.get(c).isShown())
        .mapToObj(row.cells()::get)
        .toList();
  }

  /** This table with lines below it. */
  public Table withFooter(List<String> lines) {
    return new Table(columns, rows, lines, title);
  }

  /** This table with a title. */
  public Table titled(String name) {
    return new Table(columns, rows, footer, name);
  }

  /**
   * Builds a table column by column.
   *
   * @param <R> what a row is made from
   */
  public static final class Builder<R> {
    private final List<R> rows;
    private final List<Column> columns = new ArrayList<>();
    private final List<Function<R, Cell>> cells = new ArrayList<>();
    private Predicate<R> isData = row -> true;
    private boolean isOfLanes;

    private Builder(List<R> rows) {
      this.rows = rows;
    }

    /**
     * Adds a column.
     *
     * @param cell returns its cell of a row; a cell without values stands for one whose values are
     *     all absent
     */
    public Builder<R> column(Column column, Function<R, Cell> cell) {
      columns.add(column);
      cells.add(cell);
      return this;
    }

    /** Adds a column of texts. */
    public Builder<R> words(Column column, Function<R, String> text) {
      return column(column, row -> Cell.text(text.apply(row)));
    }

    /** Hides from programs the rows that repeat others. */
    public Builder<R> data(Predicate<R> isRead) {
      isData = isRead;
      return this;
    }

    /** Assigns each row to the lane of its index in the strip above. */
    public Builder<R> lanes() {
      isOfLanes = true;
      return this;
    }

    /** The table. */
    public Table build() {
      List<Row> all = new ArrayList<>();
      for (R row : rows) {
        List<Cell> line = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
          line.add(fitted(cells.get(c).apply(row), columns.get(c).keys().size()));
        }
        OptionalInt lane = isOfLanes ? OptionalInt.of(all.size()) : OptionalInt.empty();
        all.add(new Row(line, lane, isData.test(row)));
      }
      return new Table(columns, all, List.of());
    }

    /** Without values where only people look, and with absent ones where there are none. */
    private static Cell fitted(Cell cell, int keys) {
      if (keys > 0 && !cell.values().isEmpty()) {
        return cell;
      }
      return new Cell(cell.shown(), cell.brief(), Collections.nCopies(keys, Value.NONE));
    }
  }
}
