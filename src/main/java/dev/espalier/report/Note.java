package dev.espalier.report;

import java.util.List;

/**
 * Lines that explain what stands above them.
 *
 * @param lines what a reader may want to know
 * @param caveats what a reader must know, also where only the data are shown: a line each
 */
public record Note(List<String> lines, List<String> caveats) implements Block {

  public Note {
    lines = List.copyOf(lines);
    caveats = List.copyOf(caveats);
  }

  /** A note without caveats. */
  public static Note of(List<String> lines) {
    return new Note(lines, List.of());
  }

  /** Whether it says nothing. */
  public boolean isEmpty() {
    return lines.isEmpty() && caveats.isEmpty();
  }
}
