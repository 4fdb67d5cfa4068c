package dev.espalier.reproduction;

import dev.espalier.study.LineChart;
import java.util.List;

/**
 * A reproduced figure of a paper.
 *
 * @param id identifier in the paper, such as {@code figure 3}
 * @param chart our lines
 * @param heights names of the heights 0, 1, 2, ..., where they are things; empty where they are
 *     numbers
 */
public record ReproducedFigure(String id, LineChart chart, List<String> heights) {

  public ReproducedFigure {
    heights = List.copyOf(heights);
  }

  /** A figure whose heights are numbers. */
  public ReproducedFigure(String id, LineChart chart) {
    this(id, chart, List.of());
  }
}
