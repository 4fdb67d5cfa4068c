package dev.espalier.io.svg.chart;

import dev.espalier.study.RegionChart;
import dev.espalier.study.RegionChart.Area;
import java.util.stream.Collectors;

/** Charts of areas as SVG files. */
public final class RegionChartSvg {
  private RegionChartSvg() {}

  /**
   * The chart as the text of an SVG file. Equal charts give equal text on every machine; its
   * letters are shown in the sans-serif font of whoever reads it.
   */
  public static String of(RegionChart chart) {
    return new RegionDrawing(chart).svg(description(chart));
  }

  /** What the areas are, in words. */
  private static String description(RegionChart chart) {
    return chart.areas().stream()
        .map(area -> words(area))
        .collect(
            Collectors.joining(
                "; ", "Areas of %s and %s: ".formatted(chart.x().title(), chart.y().title()), ""));
  }

  static String words(Area area) {
    return area.label().isEmpty() ? area.name() : area.label() + "  " + area.name();
  }
}
