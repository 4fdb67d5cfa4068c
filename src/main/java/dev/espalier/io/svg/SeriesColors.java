package dev.espalier.io.svg;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Colors of series. {@code X (published)} gets a lighter tone of the color of {@code X}, so that
 * what was measured and what it is compared with are seen as a pair.
 *
 * <p>Source of the colors: M. Okabe, K. Ito, "Color Universal Design: how to make figures and
 * presentations that are friendly to colorblind people", 2008; neighbors differ in lightness.
 */
public final class SeriesColors {
  private static final String PUBLISHED = " (published)";
  private static final double WHITE_IN_LIGHTER = 0.6;
  private static final List<Integer> PALETTE =
      List.of(0x0072B2, 0xE69F00, 0x009E73, 0xD55E00, 0xCC79A7, 0x56B4E9, 0x555555, 0xF0E442);

  private SeriesColors() {}

  /** One color for each series by its name; they repeat after eight pairs. */
  public static List<String> of(List<String> names) {
    List<String> bases = new ArrayList<>();
    List<String> colors = new ArrayList<>();
    for (String name : names) {
      boolean isPublished = name.endsWith(PUBLISHED);
      String base = isPublished ? name.substring(0, name.length() - PUBLISHED.length()) : name;
      if (!bases.contains(base)) {
        bases.add(base);
      }
      int color = PALETTE.get(bases.indexOf(base) % PALETTE.size());
      colors.add(text(isPublished ? lighter(color) : color));
    }
    return colors;
  }

  /** The color of the n-th line; yellow, too faint for a line on white, is left out. */
  public static String ofLine(int n) {
    return text(PALETTE.get(n % (PALETTE.size() - 1)));
  }

  /** A pale tone of the color of the n-th line. */
  public static String ofPale(int n) {
    return text(lighter(PALETTE.get(n % (PALETTE.size() - 1))));
  }

  private static int lighter(int color) {
    return withWhite(color >> 16) << 16 | withWhite(color >> 8) << 8 | withWhite(color);
  }

  private static int withWhite(int color) {
    int part = color & 0xFF;
    return (int) Math.round(part + (0xFF - part) * WHITE_IN_LIGHTER);
  }

  private static String text(int color) {
    return String.format(Locale.ROOT, "#%06x", color);
  }
}
