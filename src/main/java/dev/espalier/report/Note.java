package dev.espalier.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines that explain what stands above them.
 *
 * @param lines the lines, in order
 */
public record Note(List<Line> lines) implements Block {

  /**
   * A line.
   *
   * @param text what it says
   * @param isCaveat whether it is a caveat, which is shown even where only the data are
   */
  public record Line(String text, boolean isCaveat) {}

  public Note {
    lines = List.copyOf(lines);
  }

  /** A note of these lines. */
  public static Note of(List<String> lines) {
    return new Note(List.of()).with(lines, false);
  }

  /** This note with caveats. */
  public Note withCaveats(List<String> caveats) {
    return with(caveats, true);
  }

  /** This note with more lines. */
  public Note with(List<String> more) {
    return with(more, false);
  }

  private Note with(List<String> more, boolean isCaveat) {
    List<Line> all = new ArrayList<>(lines);
    more.forEach(text -> all.add(new Line(text, isCaveat)));
    return new Note(all);
  }
}
