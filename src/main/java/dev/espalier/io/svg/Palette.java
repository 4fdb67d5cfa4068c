package dev.espalier.io.svg;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All colors of drawings, on light and on dark ground.
 *
 * <p>A drawing names the light color of a tone alone, in {@code fill='#0072b2'} or {@code
 * stroke='#0072b2'}; {@link #darkStyle} puts the dark one in its place where the reader's system is
 * dark. Viewers without style sheets, and paper, show the light one. No two tones share a light
 * color, therefore.
 *
 * <p>The colors of series were searched so that any two differ for full color vision, protanopia,
 * deuteranopia and tritanopia; their contrast with the ground is at least 3 to 1 in light and 4.5
 * to 1 in dark mode.
 */
public final class Palette {
  public static final Tone GROUND = new Tone("#ffffff", "#14191e");
  public static final Tone TEXT = new Tone("#222222", "#e3e8ec");
  public static final Tone AXIS = new Tone("#888888", "#8a97a3");
  public static final Tone GRID = new Tone("#e4e4e4", "#313b45");

  /** Arrows of transfers. */
  public static final Tone ARROW = new Tone("#444444", "#b9c3cc");

  /** A bar that belongs to no series. */
  public static final Tone LEVEL = new Tone("#bbbbbb", "#5b6873");

  /** A limit that is not kept. */
  public static final Tone BROKEN = new Tone("#c00000", "#ff7b72");

  /** Letters on the colors of series. */
  private static final Tone ON_DEEP = new Tone("#fefefe", "#0b0e11");

  private static final Tone ON_BRIGHT = new Tone("#000000", "#0b0e11");

  private static final double GROUND_IN_PALE = 0.6;

  private static final List<Tone> SERIES =
      List.of(
          new Tone("#0072b2", "#4aa8e8"),
          new Tone("#ba8600", "#ffd83a"),
          new Tone("#21a565", "#35c878"),
          new Tone("#902e00", "#f0602a"),
          new Tone("#9d859f", "#e6dcf5"),
          new Tone("#775eee", "#9a7cff"),
          new Tone("#443f38", "#a09a92"),
          new Tone("#6d1166", "#d070b0"));

  private static final List<Tone> PALE =
      SERIES.stream().map(tone -> tone.mixed(GROUND, GROUND_IN_PALE)).toList();

  private Palette() {}

  /** The tone of the n-th series; they repeat. */
  public static Tone series(int n) {
    return SERIES.get(n % SERIES.size());
  }

  /** Number of different series. */
  public static int seriesCount() {
    return SERIES.size();
  }

  /** A pale tone of the n-th series, for what is waiting or compared with. */
  public static Tone pale(int n) {
    return PALE.get(n % PALE.size());
  }

  /**
   * The tone of letters on a color of a series.
   *
   * @param color the light color
   */
  public static Tone lettersOn(String color) {
    if (PALE.stream().anyMatch(tone -> tone.light().equals(color))) {
      return TEXT;
    }
    boolean isDeep =
        Tone.contrast(ON_DEEP.light(), color) >= Tone.contrast(ON_BRIGHT.light(), color);
    return isDeep ? ON_DEEP : ON_BRIGHT;
  }

  /** Every tone. */
  static List<Tone> all() {
    return Stream.of(
            Stream.of(GROUND, TEXT, AXIS, GRID, ARROW, LEVEL, BROKEN, ON_DEEP, ON_BRIGHT),
            SERIES.stream(),
            PALE.stream())
        .flatMap(tones -> tones)
        .toList();
  }

  /**
   * A style sheet that gives a drawing its dark colors on dark screens. It touches nothing outside
   * of drawings, so that many of them can stand in one page.
   *
   * @param drawing what stands within a root of the class {@code espalier}
   */
  static String darkStyle(String drawing) {
    return all().stream()
        .flatMap(tone -> Stream.of("fill", "stroke").map(what -> rule(drawing, what, tone)))
        .collect(
            Collectors.joining(
                "",
                "<style>@media screen and (prefers-color-scheme:dark){.espalier{fill:%s}"
                    .formatted(TEXT.dark()),
                "}</style>\n"));
  }

  private static String rule(String drawing, String what, Tone tone) {
    return drawing.contains("%s='%s'".formatted(what, tone.light()))
        ? ".espalier [%1$s='%2$s']{%1$s:%3$s}".formatted(what, tone.light(), tone.dark())
        : "";
  }
}
