package dev.espalier.io.svg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Contrast as the Web Content Accessibility Guidelines 2.1 require it: 1.4.3 and 1.4.11. */
class PaletteTest {
  private static final double MIN_GRAPHICS = 3;
  private static final double MIN_TEXT = 4.5;
  private static final List<Function<Tone, String>> MODES = List.of(Tone::light, Tone::dark);

  private static List<Tone> series() {
    return IntStream.range(0, Palette.seriesCount()).mapToObj(Palette::series).toList();
  }

  @Test
  void contrastIsThatOfTheGuidelines() {
    assertThat(Tone.contrast("#000000", "#ffffff")).isEqualTo(21);
    assertThat(Tone.contrast("#ffffff", "#ffffff")).isEqualTo(1);
    assertThat(Tone.contrast("#777777", "#ffffff")).isBetween(4.47, 4.48);
  }

  @Test
  void graphicsStandOutFromTheGroundInBothModes() {
    for (Function<Tone, String> mode : MODES) {
      assertThat(Stream.concat(series().stream(), Stream.of(Palette.AXIS, Palette.ARROW)))
          .allSatisfy(
              tone ->
                  assertThat(Tone.contrast(mode.apply(tone), mode.apply(Palette.GROUND)))
                      .as(mode.apply(tone))
                      .isGreaterThanOrEqualTo(MIN_GRAPHICS));
    }
  }

  @Test
  void textCanBeReadOnTheGroundAndOnEverySeriesInBothModes() {
    for (Function<Tone, String> mode : MODES) {
      assertThat(Tone.contrast(mode.apply(Palette.TEXT), mode.apply(Palette.GROUND)))
          .isGreaterThanOrEqualTo(MIN_TEXT);
      for (int i = 0; i < Palette.seriesCount(); i++) {
        for (Tone ground : List.of(Palette.series(i), Palette.pale(i))) {
          Tone letters = Palette.lettersOn(ground.light());
          assertThat(Tone.contrast(mode.apply(letters), mode.apply(ground)))
              .as("%s on %s", mode.apply(letters), mode.apply(ground))
              .isGreaterThanOrEqualTo(MIN_TEXT);
        }
      }
    }
  }

  @Test
  void noTwoTonesShareALightColor() {
    assertThat(Palette.all()).extracting(Tone::light).doesNotHaveDuplicates();
  }

  @Test
  void everyColorOfADrawingHasADarkOneAndTheStyleNamesNoOther() {
    SvgWriter svg = new SvgWriter(10, 10, "title", "fill='#0072b2'");
    svg.add("<path stroke='%s'/>", Palette.AXIS.light());
    assertThat(svg.finish())
        .contains(
            "<style>@media screen and (prefers-color-scheme:dark){.espalier{fill:#e3e8ec}"
                + ".espalier [fill='#ffffff']{fill:#14191e}"
                + ".espalier [stroke='#888888']{stroke:#8a97a3}}</style>");
  }
}
