package dev.espalier.cli;

import dev.espalier.reproduction.ReproducedTable;
import dev.espalier.reproduction.na2023.Reproduction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Tables of a paper, ours beside the published ones. */
final class ReproductionText {
  private ReproductionText() {}

  /** All tables and figures for people. */
  static String text(Reproduction reproduction) {
    StringBuilder text = new StringBuilder();
    for (ReproducedTable table : all(reproduction)) {
      text.append(table.id()).append(": ").append(table.title()).append("\n\n");
      text.append(table(table).text()).append('\n');
    }
    reproduction.remarks().forEach(remark -> text.append(remark).append('\n'));
    if (!reproduction.isComplete()) {
      text.append("PARTIAL: interrupted before every experiment was made\n");
    }
    return text.toString();
  }

  private static List<ReproducedTable> all(Reproduction reproduction) {
    List<ReproducedTable> all = new ArrayList<>(reproduction.tables());
    all.addAll(reproduction.figures());
    return all;
  }

  private static TextTable table(ReproducedTable reproduced) {
    List<String> titles = new ArrayList<>(List.of(">K", "method", "solver", ""));
    reproduced.columns().forEach(column -> titles.add(">" + column));
    TextTable table = new TextTable(titles);
    for (ReproducedTable.Row row : reproduced.rows()) {
      List<String> head = List.of(String.valueOf(row.slices()), row.method(), row.solver());
      addLine(table, reproduced, head, "ours", row.ours()::get);
      if (row.isPublished()) {
        List<String> blank = List.of("", "", "");
        addLine(table, reproduced, blank, "published", row.published()::get);
        addLine(table, reproduced, blank, "ratio", row::ratio);
      }
    }
    return table;
  }

  private static void addLine(
      TextTable table,
      ReproducedTable reproduced,
      List<String> head,
      String what,
      IntToDoubleFunction figure) {
    List<String> cells = new ArrayList<>(head);
    cells.add(what);
    for (int c = 0; c < reproduced.columns().size(); c++) {
      double value = figure.applyAsDouble(c);
      cells.add(Double.isFinite(value) ? Figures.of(value) : "-");
    }
    table.row(cells);
  }

  /** All tables and figures for programs: a line for each figure. */
  static String csv(Reproduction reproduction) {
    return csv(all(reproduction));
  }

  /** Tables for programs: a line for each figure, empty where there is none. */
  static String csv(List<ReproducedTable> tables) {
    TextTable csv =
        new TextTable(
            List.of("table", "slices", "method", "solver", "column", "ours", "published", "ratio"));
    for (ReproducedTable table : tables) {
      for (ReproducedTable.Row row : table.rows()) {
        for (int c = 0; c < table.columns().size(); c++) {
          csv.row(
              List.of(
                  table.id(),
                  String.valueOf(row.slices()),
                  row.method(),
                  row.solver(),
                  table.columns().get(c),
                  number(row.ours().get(c)),
                  number(row.published().get(c)),
                  number(row.ratio(c))));
        }
      }
    }
    return csv.csv();
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.valueOf(value) : "";
  }
}
