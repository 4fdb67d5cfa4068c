package dev.espalier.io.html;

import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Row;
import dev.espalier.report.Table;
import dev.espalier.report.Value;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Tables of a page; where one is too wide it scrolls by itself. A cell carries its values at full
 * precision where it shows others, for scripts and for sorting.
 */
final class HtmlTable {
  /** Characters from which on a text is broken into lines. */
  private static final int LONG = 44;

  /** Rows from which on sorting helps. */
  private static final int MIN_SORTED = 2;

  private final Table table;
  private final List<Column> columns;

  /** What the cells above show, which a cell may repeat. */
  private final String[] above;

  private HtmlTable(Table table) {
    this.table = table;
    columns = table.shown();
    above = new String[columns.size()];
  }

  /**
   * A table.
   *
   * @param caption what it is of
   */
  static String of(Table table, String caption) {
    return new HtmlTable(table).html(Html.escaped(caption));
  }

  private String html(String caption) {
    StringBuilder html =
        new StringBuilder(
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table%s>\n"
                .formatted(caption, table.rows().size() < MIN_SORTED ? "" : " class=\"sortable\""));
    html.append("<caption class=\"hidden\">%s</caption>\n<thead><tr>".formatted(caption));
    columns.forEach(column -> html.append(heading(column)));
    html.append("</tr></thead>\n<tbody>\n");
    for (Row row : table.rows()) {
      String lane =
          row.lane().isPresent() ? " data-lane=\"%d\"".formatted(row.lane().getAsInt()) : "";
      html.append("<tr%s>".formatted(lane)).append(cells(row)).append("</tr>\n");
    }
    return html.append("</tbody>\n</table></div>\n").toString();
  }

  private static String heading(Column column) {
    String unit =
        column.unit().isEmpty() ? "" : " <span>%s</span>".formatted(Html.escaped(column.unit()));
    return "<th scope=\"col\"%s>%s%s</th>"
        .formatted(isNumber(column) ? " class=\"number\"" : "", Html.escaped(column.title()), unit);
  }

  private String cells(Row row) {
    StringBuilder html = new StringBuilder();
    List<Cell> cells = table.shown(row);
    for (int c = 0; c < cells.size(); c++) {
      String shown = cells.get(c).shown();
      above[c] = shown.equals(Cell.DITTO) && above[c] != null ? above[c] : shown;
      html.append(
          "<td%s%s>%s</td>"
              .formatted(classes(c, row.lane()), values(cells.get(c)), Html.escaped(above[c])));
    }
    return html.toString();
  }

  private String classes(int column, OptionalInt lane) {
    if (column == 0 && lane.isPresent()) {
      return " class=\"lane %s\"".formatted(Html.lane(lane.getAsInt()));
    }
    if (isNumber(columns.get(column))) {
      return " class=\"number\"";
    }
    return above[column].length() > LONG ? " class=\"long\"" : "";
  }

  private static String values(Cell cell) {
    String values =
        cell.values().stream()
            .map(Value::text)
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(" "));
    return values.isEmpty() || values.equals(cell.shown())
        ? ""
        : " data-value=\"%s\"".formatted(Html.escaped(values));
  }

  private static boolean isNumber(Column column) {
    return column.align() == Column.Align.RIGHT;
  }
}
