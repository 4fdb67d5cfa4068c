package dev.espalier.io.svg;

import java.util.List;

/**
 * An axis of a chart.
 *
 * @param title what it measures
 * @param ticks its marks, from its beginning to its end
 * @param isSlanted whether the labels are slanted to save width
 */
public record ChartAxis(String title, List<Tick> ticks, boolean isSlanted) {

  /** An axis with level labels. */
  public ChartAxis(String title, List<Tick> ticks) {
    this(title, ticks, false);
  }

  /** Width of the widest label, pixels. */
  public double labelWidth() {
    return TextWidth.widest(ticks.stream().map(Tick::label).toList());
  }
}
