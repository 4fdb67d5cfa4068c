package dev.espalier.cli.option;

import dev.espalier.cli.parse.NumberList;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.Criterion;
import dev.espalier.io.svg.chart.LineChartSvg;
import dev.espalier.report.Drawing;
import dev.espalier.study.LineChart;
import dev.espalier.study.curve.CalibrationCurves;
import dev.espalier.study.curve.CurveChart;
import dev.espalier.study.sweep.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that count what a calibration changes along a list of thresholds. */
public final class CurveOptions {
  @Option(
      names = "--curve",
      paramLabel = "LIST",
      description =
          "Also count, along thresholds such as 0.5,0.9 or 0.5:0.95:0.05, how many samples leave at"
              + " each exit and how many are classified correctly, before and after calibration,"
              + " with 95 %% confidence intervals.")
  private String curve;

  @Mixin private SvgOption svg;

  @Option(
      names = "--chart",
      paramLabel = "probability|accuracy|conditions",
      description = {
        "What --svg draws along the thresholds of --curve: probability of leaving at each side exit"
            + " (default) or accuracy, both before and after calibration on the samples fitted on,"
            + " or the probability of leaving at the first exit under each condition."
      })
  private CurveChart.Kind kind;

  /**
   * Refuses options that contradict each other.
   *
   * @param log the log that is read
   * @param calibrated the log that is written, or null
   * @throws InvalidFieldException if a drawing would overwrite another file, or lacks an option
   */
  public void check(OutputOptions output, String log, Path calibrated) {
    svg.refuse(output, log);
    svg.refuseBoth("calibrated", calibrated);
    if (svg.isGiven() && curve == null) {
      throw new InvalidFieldException("svg", "--svg needs --curve LIST");
    }
    if (kind != null && !svg.isGiven()) {
      throw new InvalidFieldException("chart", "--chart needs --svg FILE");
    }
  }

  /**
   * The thresholds, ascending; empty if no curve is demanded.
   *
   * @throws InvalidFieldException if they are no list of numbers in the range of the criterion
   */
  public Optional<List<Double>> thresholds(Criterion criterion) {
    if (curve == null) {
      return Optional.empty();
    }
    try {
      List<Double> thresholds =
          NumberList.parse(curve).stream().map(Value::number).sorted().toList();
      thresholds.forEach(threshold -> criterion.check("threshold", threshold));
      return Optional.of(thresholds);
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException("curve", "--curve %s: %s".formatted(curve, e.getMessage()));
    }
  }

  /**
   * Refuses a chart of more lines than could be distinguished, before anything is written.
   *
   * @throws InvalidFieldException if it has more
   */
  public void checkLines(int sideExits, int conditions) {
    int lines = lines(sideExits, conditions);
    if (svg.isGiven() && lines > LineChart.MAX_LINES) {
      throw new InvalidFieldException(
          "svg",
          "--svg can show %d lines at most, but --chart %s has %d"
              .formatted(LineChart.MAX_LINES, kind(), lines));
    }
  }

  /** The curves as a chart for a page, where their lines can be distinguished. */
  public List<Drawing> drawings(CalibrationCurves curves, int sideExits, int conditions) {
    return lines(sideExits, conditions) <= LineChart.MAX_LINES
        ? List.of(new Drawing(CurveChart.of(curves, kind())))
        : List.of();
  }

  private int lines(int sideExits, int conditions) {
    return switch (kind()) {
      case PROBABILITY -> 2 * sideExits;
      case ACCURACY -> 2;
      case CONDITIONS -> conditions;
    };
  }

  /**
   * Draws the curves, if a drawing is demanded.
   *
   * @throws OutputFailedException if the file cannot be written
   */
  public void draw(CalibrationCurves curves) {
    if (svg.isGiven()) {
      svg.write(LineChartSvg.of(CurveChart.of(curves, kind())));
    }
  }

  private CurveChart.Kind kind() {
    return kind == null ? CurveChart.Kind.PROBABILITY : kind;
  }
}
