package dev.espalier.io.text;

import dev.espalier.report.Column.Align;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Widths of columns. Headings and columns of words may be wrapped between words, numbers may not.
 *
 * @param natural width of each column where nothing is wrapped
 * @param minimum width below which words would be broken, or too few of them be on a line
 */
record ColumnWidths(List<Integer> natural, List<Integer> minimum) {
  /** Cells between two columns. */
  static final int GAP = 2;

  ColumnWidths {
    natural = List.copyOf(natural);
    minimum = List.copyOf(minimum);
  }

  /**
   * The widths of lines, the first of which are headings.
   *
   * @param words the width that columns of words keep if they are wrapped
   */
  static ColumnWidths of(List<List<String>> lines, List<Align> aligns, int words) {
    List<Integer> natural = new ArrayList<>();
    List<Integer> minimum = new ArrayList<>();
    for (int c = 0; c < aligns.size(); c++) {
      int column = c;
      int heading = DisplayWidth.of(lines.get(0).get(c));
      int widest = max(lines, line -> DisplayWidth.of(line.get(column)));
      int word =
          aligns.get(c) == Align.LEFT
              ? max(lines, line -> Wrapping.minimum(line.get(column)))
              : widest;
      int few = aligns.get(c) == Align.LEFT ? Math.min(widest, words) : 0;
      natural.add(Math.max(heading, widest));
      minimum.add(Math.max(Wrapping.minimum(lines.get(0).get(c)), Math.max(word, few)));
    }
    return new ColumnWidths(natural, minimum);
  }

  private static int max(List<List<String>> lines, ToIntFunction<List<String>> width) {
    return lines.stream().skip(1).mapToInt(width).max().orElse(0);
  }

  /** Widths of some columns on a page: natural ones if there is room, narrower ones if not. */
  List<Integer> on(int page, List<Integer> columns) {
    List<Integer> widths = new ArrayList<>(columns.stream().map(natural::get).toList());
    int excess = total(widths) - page;
    while (excess > 0) {
      int widest = widest(widths, columns);
      if (widest < 0) {
        break;
      }
      widths.set(widest, widths.get(widest) - 1);
      excess--;
    }
    return widths.stream().map(width -> Math.min(width, Math.max(1, page))).toList();
  }

  /** The column that has the most cells to give; negative if none has any. */
  private int widest(List<Integer> widths, List<Integer> columns) {
    int best = -1;
    for (int c = 0; c < widths.size(); c++) {
      boolean isFree = widths.get(c) > minimum.get(columns.get(c));
      if (isFree && (best < 0 || widths.get(c) > widths.get(best))) {
        best = c;
      }
    }
    return best;
  }

  /** Whether these columns fit a page if they are wrapped. */
  boolean fit(int page, List<Integer> columns) {
    return total(columns.stream().map(minimum::get).toList()) <= page;
  }

  /** Whether all columns fit a page as they are. */
  boolean fit(int page) {
    return total(natural) <= page;
  }

  /** All columns. */
  List<Integer> all() {
    return IntStream.range(0, natural.size()).boxed().toList();
  }

  private static int total(List<Integer> widths) {
    return widths.stream().mapToInt(Integer::intValue).sum() + GAP * (widths.size() - 1);
  }
}
