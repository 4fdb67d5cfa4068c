package dev.espalier.io.svg;

import java.util.ArrayList;
import java.util.List;

/**
 * Colors of series. {@code X (published)}, or {@code X published} beside {@code X ours}, gets a
 * lighter tone of the color of {@code X}, so that what was measured and what it is compared with
 * are seen as a pair.
 */
public final class SeriesColors {
  private static final String PUBLISHED = " (published)";
  private static final String ALONE = "^(|.* )published$";

  /** Odd, so that a color that comes again has other dashes than before. */
  private static final int LINES = Palette.seriesCount() - 1;

  private SeriesColors() {}

  /** Whether a series holds what was published. */
  public static boolean isPublished(String name) {
    return name.endsWith(PUBLISHED) || name.matches(ALONE);
  }

  /** The series that one stands beside: {@code X ours} for {@code X published}, or itself. */
  public static String base(String name) {
    return name.endsWith(PUBLISHED)
        ? name.substring(0, name.length() - PUBLISHED.length())
        : name.replaceFirst(ALONE, "$1ours");
  }

  /** One color for each series by its name; they repeat after eight pairs. */
  public static List<String> of(List<String> names) {
    List<String> bases = new ArrayList<>();
    List<String> colors = new ArrayList<>();
    for (String name : names) {
      boolean isPublished = isPublished(name);
      String base = base(name);
      if (!bases.contains(base)) {
        bases.add(base);
      }
      int index = bases.indexOf(base);
      colors.add((isPublished ? Palette.pale(index) : Palette.series(index)).light());
    }
    return colors;
  }

  /** The color of the n-th line. */
  public static String ofLine(int n) {
    return Palette.series(n % LINES).light();
  }

  /** A pale tone of the color of the n-th line. */
  public static String ofPale(int n) {
    return Palette.pale(n % LINES).light();
  }
}
