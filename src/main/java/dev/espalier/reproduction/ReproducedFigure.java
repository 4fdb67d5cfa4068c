package dev.espalier.reproduction;

import dev.espalier.study.Chart;
import java.util.List;

/**
 * A reproduced figure of a paper.
 *
 * @param id identifier in the paper, such as {@code figure 3}
 * @param chart our lines or bars, published ones beside them where the paper prints them
 * @param heights names of the heights 0, 1, 2, ... of a line chart, where they are things; empty
 *     where they are numbers
 */
public record ReproducedFigure(String id, Chart chart, List<String> heights) {

  public ReproducedFigure {
    heights = List.copyOf(heights);
  }

  /** A figure whose heights are numbers. */
  public ReproducedFigure(String id, Chart chart) {
    this(id, chart, List.of());
  }
}
