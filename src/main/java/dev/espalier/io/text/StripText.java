package dev.espalier.io.text;

import dev.espalier.report.Numbers;
import dev.espalier.report.Strip;
import dev.espalier.report.Strip.Stretch;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Strips in characters: cells in proportion to time, at least one for each stretch, marks numbered
 * in the line below, and under it when the strip begins and ends. A strip of more stretches than a
 * line has cells is folded.
 */
public final class StripText {
  private final Strip strip;
  private final Painter painter;

  /**
   * A strip to write.
   *
   * @param painter colors its lanes
   */
  public StripText(Strip strip, Painter painter) {
    this.strip = strip;
    this.painter = painter;
  }

  /** The lines for a page of this width. */
  public String text(int width) {
    int[] ends = ends(Math.max(width, strip.stretches().size()));
    int cells = ends.length == 0 ? 0 : ends[ends.length - 1];
    String marks = marks(ends, cells);
    StringBuilder text = new StringBuilder();
    for (int from = 0; from < cells; from += width) {
      int to = Math.min(cells, from + width);
      text.append(stretches(ends, from, to)).append('\n');
      String below = marks.substring(from, to).stripTrailing();
      text.append(below).append(below.isEmpty() ? "" : "\n");
    }
    return text.append(scale(Math.min(width, cells))).toString();
  }

  /** The cell after the last one of each stretch. */
  private int[] ends(int cells) {
    List<Stretch> stretches = strip.stretches();
    int[] counts = new int[stretches.size()];
    Arrays.fill(counts, 1);
    double total = strip.end();
    int free = cells - counts.length;
    double[] missing = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      double due = total > 0 ? cells * length(stretches.get(i)) / total : 0;
      missing[i] = Math.max(0, due - 1);
    }
    // What the minimum of one cell takes is taken from all others alike; rounding goes to the
    // largest remainders.
    double sum = Arrays.stream(missing).sum();
    double[] rest = new double[counts.length];
    int left = free;
    for (int i = 0; i < counts.length && sum > 0; i++) {
      double more = missing[i] * free / sum;
      counts[i] += (int) more;
      left -= (int) more;
      rest[i] = more - (int) more;
    }
    int last = sum > 0 ? left : 0;
    IntStream.range(0, counts.length)
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(i -> -rest[i]))
        .limit(last)
        .forEach(i -> counts[i]++);
    Arrays.parallelPrefix(counts, Integer::sum);
    return counts;
  }

  private static double length(Stretch stretch) {
    return stretch.to() - stretch.from();
  }

  private String stretches(int[] ends, int from, int to) {
    StringBuilder line = new StringBuilder();
    for (int k = 0; k < ends.length; k++) {
      int first = Math.max(from, k == 0 ? 0 : ends[k - 1]);
      int last = Math.min(to, ends[k]);
      if (first < last) {
        Stretch stretch = strip.stretches().get(k);
        String signs = stretch.sign().repeat(last - first);
        line.append(
            stretch.lane() == Strip.TRANSFER ? signs : painter.paint(stretch.lane(), signs));
      }
    }
    return line.toString();
  }

  /** Marks at their times; where two fall on one cell the later one moves to the right. */
  private String marks(int[] ends, int cells) {
    StringBuilder marks = new StringBuilder(" ".repeat(cells));
    for (int m = 0; m < strip.marks().size(); m++) {
      int cell = cell(ends, strip.marks().get(m));
      while (cell < cells - 1 && marks.charAt(cell) != ' ') {
        cell++;
      }
      marks.replace(cell, cell + 1, marks.charAt(cell) == ' ' ? Strip.sign(m) : "*");
    }
    return marks.toString();
  }

  /** The cell of a time, in the stretch that it ends or lies in. */
  private int cell(int[] ends, double at) {
    for (int k = 0; k < ends.length; k++) {
      Stretch stretch = strip.stretches().get(k);
      if (at <= stretch.to() && stretch.lane() != Strip.TRANSFER) {
        int begin = k == 0 ? 0 : ends[k - 1];
        int count = ends[k] - begin;
        double fraction = length(stretch) > 0 ? (at - stretch.from()) / length(stretch) : 0;
        return begin + (int) Math.min(count - 1, Math.max(0, Math.ceil(fraction * count) - 1));
      }
    }
    return ends[ends.length - 1] - 1;
  }

  private String scale(int width) {
    String end = Numbers.of(strip.end()) + " " + strip.unit();
    return "0" + " ".repeat(Math.max(1, width - 1 - end.length())) + end + "\n";
  }
}
