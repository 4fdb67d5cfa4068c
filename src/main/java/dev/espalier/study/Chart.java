package dev.espalier.study;

/** A chart, described independently of how it is drawn. */
public sealed interface Chart permits BarChart, LineChart {

  /** Title of the chart. */
  String title();
}
