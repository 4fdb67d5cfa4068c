package dev.espalier.io.text;

import dev.espalier.report.Strip;

/** Strips in characters: one for each position, marks numbered in the line below. */
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

  /** As many lines as the width needs, each with the position it begins at. */
  public String text(int width) {
    int gutter = String.valueOf(strip.length()).length() + 1;
    int cells = width - gutter - 1;
    StringBuilder text = new StringBuilder();
    for (int from = 0; from < strip.length(); from += cells) {
      int to = Math.min(strip.length(), from + cells);
      String position = String.valueOf(from);
      text.append(" ".repeat(gutter - 1 - position.length())).append(position).append(' ');
      text.append(lanes(from, to)).append('\n');
      String marks = " ".repeat(gutter) + marks(from, to);
      text.append(marks.stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private String lanes(int from, int to) {
    StringBuilder line = new StringBuilder();
    for (int k = 0; k < strip.lanes().size(); k++) {
      int first = Math.max(from, strip.lanes().get(k).from());
      int last = Math.min(to, strip.lanes().get(k).to());
      if (first < last) {
        line.append(painter.paint(k, Strip.letter(k).repeat(last - first)));
      }
    }
    return line.toString();
  }

  private String marks(int from, int to) {
    StringBuilder marks = new StringBuilder(" ".repeat(to - from));
    for (int e = 0; e < strip.marks().size(); e++) {
      int position = strip.marks().get(e);
      if (position >= from && position < to) {
        marks.replace(position - from, position - from + 1, Strip.sign(e));
      }
    }
    return marks.toString();
  }
}
