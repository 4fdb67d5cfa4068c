package dev.espalier.io.html;

import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Row;
import dev.espalier.report.Table;
import java.util.List;

/** Tables of a page; where one is too wide it scrolls by itself. */
final class HtmlTable {
  private HtmlTable() {}

  static String of(Table table) {
    StringBuilder html = new StringBuilder("<div class=\"scroll\"><table>\n<thead><tr>");
    table.shown().forEach(column -> html.append(heading(column)));
    html.append("</tr></thead>\n<tbody>\n");
    for (Row row : table.rows()) {
      html.append("<tr>").append(cells(table, row)).append("</tr>\n");
    }
    return html.append("</tbody>\n</table></div>\n").toString();
  }

  private static String heading(Column column) {
    String unit =
        column.unit().isEmpty() ? "" : " <span>%s</span>".formatted(Html.escaped(column.unit()));
    return "<th%s>%s%s</th>".formatted(align(column), Html.escaped(column.title()), unit);
  }

  private static String cells(Table table, Row row) {
    StringBuilder html = new StringBuilder();
    List<Cell> cells = table.shown(row);
    for (int c = 0; c < cells.size(); c++) {
      boolean isKey = c == 0 && row.lane().isPresent();
      String attribute =
          isKey
              ? " class=\"%s\"".formatted(Html.lane(row.lane().getAsInt()))
              : align(table.shown().get(c));
      html.append("<td%s>%s</td>".formatted(attribute, Html.escaped(cells.get(c).shown())));
    }
    return html.toString();
  }

  private static String align(Column column) {
    return column.align() == Column.Align.RIGHT ? " class=\"number\"" : "";
  }
}
