package dev.espalier.io.svg.chart;

import dev.espalier.study.BarChart;
import dev.espalier.study.Chart;
import dev.espalier.study.LineChart;
import dev.espalier.study.RegionChart;

/** Draws any chart as SVG. */
public final class ChartSvg {
  private ChartSvg() {}

  /** The chart as an SVG document. */
  public static String of(Chart chart) {
    if (chart instanceof RegionChart regions) {
      return RegionChartSvg.of(regions);
    }
    return chart instanceof BarChart bars
        ? BarChartSvg.of(bars)
        : LineChartSvg.of((LineChart) chart);
  }
}
