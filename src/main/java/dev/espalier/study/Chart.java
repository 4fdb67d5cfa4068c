package dev.espalier.study;

/** A chart, described independently of how it is drawn. */
public sealed interface Chart permits BarChart, LineChart, RegionChart {

  /** Title of the chart. */
  String title();

  /**
   * Title of an axis: the quantity and its unit, such as {@code latency, ms}.
   *
   * @param unit unit; empty for none
   */
  static String axis(String quantity, String unit) {
    return unit.isEmpty() ? quantity : quantity + ", " + unit;
  }
}
