package dev.espalier.reproduction;

import dev.espalier.internal.Checks;
import dev.espalier.study.Chart;
import dev.espalier.study.LineChart;
import dev.espalier.study.curve.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Times that were measured by running an experiment of a paper, beside their predictions.
 *
 * @param id identifier, such as {@code figure 7 measured}
 * @param title what was run
 * @param timeTitle what time it is, with its unit
 * @param settings what the settings of the rows are, such as {@code exits at the edge}
 * @param xAxis what the settings are measured against
 * @param rows the rows; those of a setting follow on one another
 */
public record MeasuredFigure(
    String id,
    String title,
    String timeTitle,
    String settings,
    LineChart.XAxis xAxis,
    List<Row> rows) {

  /**
   * A time.
   *
   * @param setting the setting
   * @param x what it was measured at; empty where it is the same for all
   * @param predictedMs prediction, ms
   * @param measuredMs mean with its 95 % confidence interval, ms
   * @param samples number of samples
   */
  public record Row(
      String setting,
      OptionalDouble x,
      OptionalDouble predictedMs,
      Estimate measuredMs,
      long samples) {

    /**
     * @throws IllegalArgumentException if the setting is blank
     */
    public Row {
      Checks.name("measured figure", "setting", setting);
    }

    /** Relative difference of what was measured from the prediction; empty without a prediction. */
    public OptionalDouble difference() {
      return predictedMs.isPresent() && predictedMs.getAsDouble() > 0
          ? OptionalDouble.of(measuredMs.value() / predictedMs.getAsDouble() - 1)
          : OptionalDouble.empty();
    }
  }

  /**
   * @throws IllegalArgumentException if there is no row, or none has an x
   */
  public MeasuredFigure {
    rows = List.copyOf(rows);
    Checks.notEmpty("measured figure", "rows", rows);
    Checks.notEmpty("measured figure", "x", xs(rows));
  }

  private static List<Double> xs(List<Row> rows) {
    return rows.stream()
        .filter(row -> row.x().isPresent())
        .map(row -> row.x().getAsDouble())
        .distinct()
        .sorted()
        .toList();
  }

  /** What programs and people call the x of a row; {@code all} where it is the same for all. */
  public String condition(Row row) {
    if (row.x().isEmpty()) {
      return "all";
    }
    double x = row.x().getAsDouble();
    return xAxis.names().isEmpty() ? String.valueOf(x) : xAxis.names().get((int) x);
  }

  /** Two lines for each setting: what was measured, with intervals, and what was predicted. */
  public Chart chart() {
    List<LineChart.Line> lines = new ArrayList<>();
    List<LineChart.Line> predictions = new ArrayList<>();
    for (String setting : rows.stream().map(Row::setting).distinct().toList()) {
      List<Row> own = rows.stream().filter(row -> row.setting().equals(setting)).toList();
      List<LineChart.Point> measured = new ArrayList<>();
      List<LineChart.Point> predicted = new ArrayList<>();
      for (Row row : own) {
        for (double x : row.x().isPresent() ? List.of(row.x().getAsDouble()) : xs(rows)) {
          Estimate time = row.measuredMs();
          measured.add(LineChart.Point.estimated(x, time.value(), time.interval()));
          row.predictedMs().ifPresent(ms -> predicted.add(new LineChart.Point(x, ms)));
        }
      }
      lines.add(LineChart.Line.straight(setting, measured));
      if (!predicted.isEmpty()) {
        predictions.add(LineChart.Line.straight(setting + ", predicted", predicted));
      }
    }
    lines.addAll(predictions);
    return new LineChart(title, xAxis, timeTitle, Optional.empty(), lines);
  }
}
