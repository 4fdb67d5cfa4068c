package dev.espalier.io.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Breaks text between words; words that are wider than a line are broken anywhere. */
final class Wrapping {
  /** Indentation of the lines that continue one. */
  private static final int CONTINUED = 2;

  private Wrapping() {}

  /** The text in lines of at most this width; a text that fits is left as it is. */
  static List<String> lines(String text, int width) {
    if (DisplayWidth.of(text) <= width) {
      return List.of(text);
    }
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split(" +")) {
      if (!line.isEmpty() && DisplayWidth.of(line + " " + word) <= width) {
        line.append(' ').append(word);
        continue;
      }
      if (!line.isEmpty()) {
        lines.add(line.toString());
        line.setLength(0);
      }
      List<String> parts = broken(word, width);
      lines.addAll(parts.subList(0, parts.size() - 1));
      line.append(parts.get(parts.size() - 1));
    }
    lines.add(line.toString());
    return lines;
  }

  /** A line of prose in lines of at most this width, the later ones indented. */
  static List<String> indented(String text, int width) {
    if (DisplayWidth.of(text) <= width) {
      return List.of(text);
    }
    int own = text.length() - text.stripLeading().length();
    String first = " ".repeat(own);
    String later = " ".repeat(own + CONTINUED);
    List<String> lines = lines(text.strip(), Math.max(1, width - own - CONTINUED));
    List<String> indented = new ArrayList<>();
    for (String line : lines) {
      indented.add((indented.isEmpty() ? first : later) + line);
    }
    return indented;
  }

  /** Width of the widest word. */
  static int minimum(String text) {
    return Arrays.stream(text.strip().split(" +")).mapToInt(DisplayWidth::of).max().orElse(0);
  }

  private static List<String> broken(String word, int width) {
    if (DisplayWidth.of(word) <= width) {
      return List.of(word);
    }
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    int used = 0;
    for (String character : DisplayWidth.characters(word)) {
      int cells = DisplayWidth.of(character);
      if (used > 0 && used + cells > width) {
        parts.add(part.toString());
        part.setLength(0);
        used = 0;
      }
      part.append(character);
      used += cells;
    }
    parts.add(part.toString());
    return parts;
  }
}
