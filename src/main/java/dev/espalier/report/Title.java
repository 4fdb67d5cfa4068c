package dev.espalier.report;

import java.util.List;

/**
 * The headline of a report and its main results.
 *
 * @param text the headline
 * @param lines what follows it, a line each
 * @param items details of the last line, a line each
 */
public record Title(String text, List<String> lines, List<String> items) implements Block {

  public Title {
    lines = List.copyOf(lines);
    items = List.copyOf(items);
  }

  /** A headline and the lines that follow it. */
  public static Title of(String text, String... lines) {
    return new Title(text, List.of(lines), List.of());
  }
}
