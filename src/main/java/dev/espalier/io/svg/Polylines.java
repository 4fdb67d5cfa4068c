package dev.espalier.io.svg;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Joins lines of an SVG text that begin where the one before ends. XChart draws each step of a line
 * by itself; the dashes of short steps would begin again and again, and look like no dashes at all.
 */
final class Polylines {
  private static final Pattern LINE =
      Pattern.compile(
          "( *)<line (style=\"[^\"]*\") x1=\"([^\"]*)\" x2=\"([^\"]*)\""
              + " y1=\"([^\"]*)\" y2=\"([^\"]*)\"/>");

  private final List<String> lines = new ArrayList<>();

  /** What the points of the polyline that is being built stand in; empty if there is none. */
  private String opening = "";

  private final List<String> points = new ArrayList<>();

  private Polylines() {}

  static String joined(String svg) {
    Polylines polylines = new Polylines();
    svg.lines().forEach(polylines::add);
    polylines.close();
    return String.join("\n", polylines.lines) + "\n";
  }

  private void add(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      close();
      lines.add(line);
      return;
    }
    String start = matcher.group(3) + "," + matcher.group(5);
    String style = matcher.group(1) + "<polyline " + matcher.group(2);
    if (!opening.equals(style) || !points.get(points.size() - 1).equals(start)) {
      close();
      opening = style;
      points.add(start);
    }
    points.add(matcher.group(4) + "," + matcher.group(6));
  }

  private void close() {
    if (!points.isEmpty()) {
      lines.add("%s points=\"%s\"/>".formatted(opening, String.join(" ", points)));
    }
    opening = "";
    points.clear();
  }
}
