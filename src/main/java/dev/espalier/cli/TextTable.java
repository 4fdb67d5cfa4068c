package dev.espalier.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A table for people or as CSV: texts to the left, numbers to the right. */
final class TextTable {
  /** Stands where a cell says what the one above says, as in a handwritten list. */
  static final String DITTO = "\"";

  private static final String GAP = "  ";
  private static final Pattern PLAIN = Pattern.compile("[^,\"\\r\\n]*");

  private final List<String> header;
  private final List<Boolean> rightAligned;
  private final List<List<String>> rows = new ArrayList<>();

  /** Columns by title; a title that begins with {@code >} is of a column of numbers. */
  TextTable(List<String> columns) {
    header = columns.stream().map(title -> title.replaceFirst("^>", "")).toList();
    rightAligned = columns.stream().map(title -> title.startsWith(">")).toList();
  }

  void row(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  /** Aligned lines. */
  String text() {
    int[] widths = new int[header.size()];
    for (int c = 0; c < widths.length; c++) {
      int column = c;
      widths[c] =
          Math.max(
              header.get(c).length(),
              rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }
    StringBuilder text = new StringBuilder(line(header, widths));
    rows.forEach(row -> text.append(line(row, widths)));
    return text.toString();
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < cells.size(); c++) {
      String padding = " ".repeat(widths[c] - cells.get(c).length());
      line.append(c == 0 ? "" : GAP)
          .append(rightAligned.get(c) ? padding + cells.get(c) : cells.get(c) + padding);
    }
    return line.toString().stripTrailing() + "\n";
  }

  /** Comma-separated values (RFC 4180), lines ended by LF. */
  String csv() {
    List<List<String>> lines = new ArrayList<>(Collections.singletonList(header));
    lines.addAll(rows);
    return lines.stream()
        .map(cells -> cells.stream().map(TextTable::quoted).collect(Collectors.joining(",")))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String quoted(String cell) {
    return PLAIN.matcher(cell).matches() ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
  }
}
