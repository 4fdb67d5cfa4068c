package dev.espalier.io.text;

import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Column.Align;
import dev.espalier.report.Row;
import dev.espalier.report.Strip;
import dev.espalier.report.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Tables in aligned columns: words to the left, numbers to the right. Where the page is too narrow,
 * columns get brief from the last one on; if this does not do, headings and words are wrapped; and
 * if this does not do either, the table is split into several, which begin with the same columns.
 */
final class TextTable {
  private static final String GAP = " ".repeat(ColumnWidths.GAP);

  /** Cells that columns of words keep where they are wrapped. */
  private static final int COMFORTABLE = 24;

  /** Cells that they keep if the table would be split otherwise. */
  private static final int TIGHT = 12;

  /** Columns at the beginning that are repeated where rows differ in them alone. */
  private static final int MAX_REPEATED = 2;

  private final Table table;
  private final Painter painter;
  private final List<Align> aligns;

  TextTable(Table table, Painter painter) {
    this.table = table;
    this.painter = painter;
    aligns = table.shown().stream().map(Column::align).toList();
  }

  /** Lines of at most this width. */
  String text(int page) {
    if (aligns.isEmpty()) {
      return "";
    }
    for (int full = aligns.size(); full >= 0; full--) {
      List<List<String>> cells = cells(full);
      ColumnWidths widths = ColumnWidths.of(cells, aligns, COMFORTABLE);
      if (widths.fit(page)) {
        return part(cells, widths.all(), widths.natural());
      }
    }
    List<List<String>> brief = cells(0);
    ColumnWidths comfortable = ColumnWidths.of(brief, aligns, COMFORTABLE);
    ColumnWidths tight = ColumnWidths.of(brief, aligns, TIGHT);
    boolean isTight = !comfortable.fit(page, comfortable.all()) && tight.fit(page, tight.all());
    ColumnWidths widths = isTight ? tight : comfortable;
    return parts(brief, widths, page).stream()
        .map(columns -> part(brief, columns, widths.on(page, columns)))
        .reduce((above, below) -> above + "\n" + below)
        .orElseThrow();
  }

  /** Cells below their headings, those from a column on with brief words. */
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

  /** The columns of each part of the table, as few parts as there must be. */
  private List<List<Integer>> parts(List<List<String>> cells, ColumnWidths widths, int page) {
    if (widths.fit(page, widths.all())) {
      return List.of(widths.all());
    }
    List<Integer> repeated = repeated(cells);
    while (repeated.size() > 1 && !widths.fit(page / 2, repeated)) {
      repeated = repeated.subList(0, repeated.size() - 1);
    }
    List<List<Integer>> parts = new ArrayList<>();
    List<Integer> part = new ArrayList<>(repeated);
    for (int c = repeated.size(); c < aligns.size(); c++) {
      part.add(c);
      if (!widths.fit(page, part) && part.size() > repeated.size() + 1) {
        parts.add(List.copyOf(part.subList(0, part.size() - 1)));
        part = new ArrayList<>(repeated);
        part.add(c);
      }
    }
    parts.add(part);
    return parts;
  }

  private static List<Integer> repeated(List<List<String>> cells) {
    int columns = Math.min(MAX_REPEATED, cells.get(0).size());
    for (int count = 1; count < columns; count++) {
      Set<List<String>> keys = new HashSet<>();
      int first = count;
      if (cells.stream().allMatch(line -> keys.add(line.subList(0, first)))) {
        return IntStream.range(0, count).boxed().toList();
      }
    }
    return IntStream.range(0, columns).boxed().toList();
  }

  private String part(List<List<String>> cells, List<Integer> columns, List<Integer> allowed) {
    List<Integer> widths = needed(cells, columns, allowed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      List<String> lines = lines(cells.get(i), columns, widths);
      OptionalInt lane = i == 0 ? OptionalInt.empty() : table.rows().get(i - 1).lane();
      if (lane.isPresent() && columns.get(0) == 0) {
        lines.set(0, painted(lines.get(0), lane.getAsInt()));
      }
      lines.forEach(line -> text.append(line).append('\n'));
    }
    return text.toString();
  }

  /** Wrapped at the widths that are allowed, columns may need less. */
  private static List<Integer> needed(
      List<List<String>> cells, List<Integer> columns, List<Integer> allowed) {
    return IntStream.range(0, columns.size())
        .map(
            k ->
                cells.stream()
                    .map(row -> Wrapping.lines(row.get(columns.get(k)), allowed.get(k)))
                    .flatMap(List::stream)
                    .mapToInt(DisplayWidth::of)
                    .max()
                    .orElse(0))
        .boxed()
        .toList();
  }

  /** The lines of a row: as many as the cell that is wrapped most. */
  private List<String> lines(List<String> cells, List<Integer> columns, List<Integer> widths) {
    List<List<String>> wrapped =
        IntStream.range(0, columns.size())
            .mapToObj(k -> Wrapping.lines(cells.get(columns.get(k)), widths.get(k)))
            .toList();
    int count = wrapped.stream().mapToInt(List::size).max().orElse(1);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder line = new StringBuilder();
      for (int k = 0; k < columns.size(); k++) {
        String cell = i < wrapped.get(k).size() ? wrapped.get(k).get(i) : "";
        String padding = " ".repeat(Math.max(0, widths.get(k) - DisplayWidth.of(cell)));
        boolean isRight = aligns.get(columns.get(k)) == Align.RIGHT;
        line.append(k == 0 ? "" : GAP).append(isRight ? padding + cell : cell + padding);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  /** Color is added after the alignment: escape sequences have no width. */
  private String painted(String line, int lane) {
    int letter = Math.min(line.length(), Strip.letter(lane).length());
    return painter.paint(lane, line.substring(0, letter)) + line.substring(letter);
  }
}
