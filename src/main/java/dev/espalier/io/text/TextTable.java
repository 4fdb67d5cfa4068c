package dev.espalier.io.text;

import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Column.Align;
import dev.espalier.report.Row;
import dev.espalier.report.Strip;
import dev.espalier.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Tables in aligned columns: words to the left, numbers to the right. */
final class TextTable {
  private static final String GAP = "  ";

  private final Table table;
  private final Painter painter;

  TextTable(Table table, Painter painter) {
    this.table = table;
    this.painter = painter;
  }

  /** Aligned lines; where the page is too narrow, columns get brief from the last one on. */
  String text(int width) {
    List<String> lines = List.of();
    for (int full = table.shown().size(); full >= 0; full--) {
      lines = aligned(cells(full));
      if (lines.stream().allMatch(line -> line.length() <= width)) {
        break;
      }
    }
    return painted(lines);
  }

  /** Cells, those from a column on with brief words. */
  private List<List<String>> cells(int full) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(table.shown().stream().map(Column::heading).toList());
    for (Row row : table.rows()) {
      List<Cell> cells = table.shown(row);
      lines.add(
          IntStream.range(0, cells.size())
              .mapToObj(c -> c < full ? cells.get(c).shown() : cells.get(c).brief())
              .toList());
    }
    return lines;
  }

  private List<String> aligned(List<List<String>> lines) {
    List<Align> aligns = table.shown().stream().map(Column::align).toList();
    List<Integer> widths = widths(lines);
    return lines.stream().map(cells -> line(cells, widths, aligns)).toList();
  }

  private static List<Integer> widths(List<List<String>> lines) {
    List<Integer> widths = new ArrayList<>();
    for (int c = 0; c < lines.get(0).size(); c++) {
      int column = c;
      widths.add(lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0));
    }
    return widths;
  }

  private static String line(List<String> cells, List<Integer> widths, List<Align> aligns) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < cells.size(); c++) {
      String padding = " ".repeat(widths.get(c) - cells.get(c).length());
      line.append(c == 0 ? "" : GAP)
          .append(aligns.get(c) == Align.RIGHT ? padding + cells.get(c) : cells.get(c) + padding);
    }
    return line.toString().stripTrailing();
  }

  /** Color is added after the alignment: escape sequences have no width. */
  private String painted(List<String> lines) {
    StringBuilder text = new StringBuilder(lines.get(0)).append('\n');
    for (int i = 0; i < table.rows().size(); i++) {
      String line = lines.get(i + 1);
      OptionalInt lane = table.rows().get(i).lane();
      if (lane.isPresent()) {
        int letter = Strip.letter(lane.getAsInt()).length();
        line = painter.paint(lane.getAsInt(), line.substring(0, letter)) + line.substring(letter);
      }
      text.append(line).append('\n');
    }
    return text.toString();
  }
}
