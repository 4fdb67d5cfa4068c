package dev.espalier.cli.option;

import dev.espalier.cli.parse.Choices;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.study.LineChart;
import dev.espalier.study.sweep.Sweep;
import dev.espalier.study.sweep.SweepChart;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a sweep's drawing shows. */
public final class ChartOption {
  private static final String OBJECTIVE = "objective";
  private static final String EXITS = "exits";

  @Option(
      names = "--chart",
      paramLabel = "objective|exits",
      description =
          "With --svg: draw the objective (default) or, with --exits, the probability of leaving"
              + " at a side exit.")
  private String chart;

  /**
   * Refuses what cannot be drawn.
   *
   * @param isDrawn whether there is a file to draw to
   * @param isMeasured whether there are exit data
   * @throws InvalidFieldException if the option is given without a file, names no chart, or needs
   *     exit data
   */
  public void refuse(boolean isDrawn, boolean isMeasured) {
    if (chart == null) {
      return;
    }
    if (!chart.equals(OBJECTIVE) && !chart.equals(EXITS)) {
      throw Choices.none("chart", chart, OBJECTIVE, EXITS);
    }
    if (!isDrawn) {
      throw wrong("--chart needs --svg FILE");
    }
    if (chart.equals(EXITS) && !isMeasured) {
      throw wrong("--chart exits needs --exits FILE");
    }
  }

  private static InvalidFieldException wrong(String message) {
    return new InvalidFieldException("chart", message);
  }

  /** The chart; empty if there is nothing to draw. */
  public Optional<LineChart> of(Sweep sweep) {
    return EXITS.equals(chart) ? SweepChart.exits(sweep) : SweepChart.of(sweep);
  }
}
