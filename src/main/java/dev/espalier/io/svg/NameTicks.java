package dev.espalier.io.svg;

import java.util.List;

/** Names below a horizontal axis, at 0, 1, 2, ...; slanted where they would make it too long. */
final class NameTicks {
  /** XChart never finds room for a longer text at a tick. */
  private static final int MOST_LETTERS = 20;

  private static final int SLANT_DEGREES = 60;

  // Lengths are pixels.
  private static final int GAP = 40;
  private static final int SLANTED_GAP = 24;
  private static final double MOST_STRAIGHT = 900;

  private final List<String> names;
  private final double longest;

  NameTicks(List<String> names) {
    this.names = names.stream().map(NameTicks::shortened).toList();
    longest = ChartLook.longest(this.names);
  }

  private static String shortened(String name) {
    return name.length() <= MOST_LETTERS ? name : name.substring(0, MOST_LETTERS - 1) + "…";
  }

  /** Width that gives each name its room. */
  double width() {
    return isSlanted()
        ? names.size() * (SLANTED_GAP + longest * Math.cos(Math.toRadians(SLANT_DEGREES)))
        : names.size() * (GAP + longest);
  }

  private boolean isSlanted() {
    return names.size() * (GAP + longest) > MOST_STRAIGHT;
  }

  int degrees() {
    return isSlanted() ? SLANT_DEGREES : 0;
  }

  /** Height that slanted names need beyond that of a line of text. */
  int moreHeight() {
    return (int) (longest * Math.sin(Math.toRadians(degrees())));
  }

  Scale scale() {
    return Scale.ofIndices(names.size());
  }

  /** The name at a drawn number; XChart asks for the ends too, and wants two texts for them. */
  String label(double drawn) {
    return drawn >= 0 && drawn < names.size() && drawn == Math.rint(drawn)
        ? names.get((int) drawn)
        : drawn < 0 ? " " : "  ";
  }
}
