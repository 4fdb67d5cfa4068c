package dev.espalier.io.svg;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/**
 * Colours of series. {@code X (published)} gets a lighter tone of the colour of {@code X}, so that
 * what was measured and what it is compared with are seen as a pair.
 *
 * <p>Source of the colours: M. Okabe, K. Ito, "Color Universal Design: how to make figures and
 * presentations that are friendly to colorblind people", 2008; neighbours differ in lightness.
 */
final class SeriesColors {
  private static final String PUBLISHED = " (published)";
  private static final double WHITE_IN_LIGHTER = 0.6;
  private static final List<Color> PALETTE =
      List.of(
          new Color(0x0072B2),
          new Color(0xE69F00),
          new Color(0x009E73),
          new Color(0xD55E00),
          new Color(0xCC79A7),
          new Color(0x56B4E9),
          new Color(0x555555),
          new Color(0xF0E442));

  private SeriesColors() {}

  /** One colour for each series by its name; they repeat after eight pairs. */
  static List<Color> of(List<String> names) {
    List<String> bases = new ArrayList<>();
    List<Color> colors = new ArrayList<>();
    for (String name : names) {
      boolean isPublished = name.endsWith(PUBLISHED);
      String base = isPublished ? name.substring(0, name.length() - PUBLISHED.length()) : name;
      if (!bases.contains(base)) {
        bases.add(base);
      }
      Color color = PALETTE.get(bases.indexOf(base) % PALETTE.size());
      colors.add(isPublished ? lighter(color) : color);
    }
    return colors;
  }

  /** The colour of the n-th line; yellow, too faint for a line on white, is left out. */
  static Color ofLine(int n) {
    return PALETTE.get(n % (PALETTE.size() - 1));
  }

  private static Color lighter(Color color) {
    return new Color(
        withWhite(color.getRed()), withWhite(color.getGreen()), withWhite(color.getBlue()));
  }

  private static int withWhite(int part) {
    return (int) Math.round(part + (255 - part) * WHITE_IN_LIGHTER);
  }
}
