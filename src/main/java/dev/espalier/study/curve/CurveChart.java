package dev.espalier.study.curve;

import dev.espalier.exit.Criterion;
import dev.espalier.study.Interval;
import dev.espalier.study.LineChart;
import dev.espalier.study.LineChart.Line;
import dev.espalier.study.LineChart.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Draws the effect of a calibration along the thresholds, in percent with 95 % intervals. */
public final class CurveChart {
  private static final double PERCENT = 100;

  /** What a chart shows. */
  public enum Kind {
    /**
     * Probability of leaving at each side exit before and after calibration, on the samples that
     * the temperatures are fitted on.
     */
    PROBABILITY("probability"),

    /** Accuracy before and after calibration, on the same samples. */
    ACCURACY("accuracy"),

    /** Probability of leaving at the first exit under each condition, before calibration. */
    CONDITIONS("conditions");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** Name on the command line. */
    @Override
    public String toString() {
      return label;
    }
  }

  private CurveChart() {}

  /**
   * A chart.
   *
   * @throws IllegalArgumentException if it would have more than {@link LineChart#MAX_LINES} lines
   */
  public static LineChart of(CalibrationCurves curves, Kind kind) {
    String samples = curves.fittedOn().orElse("all samples");
    ThresholdCurve before = curves.fitted().before();
    ThresholdCurve after = curves.fitted().after();
    String first = before.exits().get(0);
    return switch (kind) {
      case PROBABILITY ->
          chart(before, "Leaving early, " + samples, "probability, %", sideExits(before, after));
      case ACCURACY ->
          chart(
              before,
              "Accuracy, " + samples,
              "accuracy, %",
              List.of(
                  line("before calibration", before, CurvePoint::accuracy),
                  line("after", after, CurvePoint::accuracy)));
      case CONDITIONS ->
          chart(
              before,
              "Leaving at " + first + ", before calibration",
              "probability, %",
              curves.conditions().entrySet().stream()
                  .map(entry -> condition(entry.getKey(), entry.getValue().before()))
                  .toList());
    };
  }

  private static List<Line> sideExits(ThresholdCurve before, ThresholdCurve after) {
    List<Line> lines = new ArrayList<>();
    for (int e = 0; e < before.exits().size() - 1; e++) {
      String exit = before.exits().get(e);
      lines.add(line(exit + " before calibration", before, atExit(e)));
      lines.add(line(exit + " after", after, atExit(e)));
    }
    return lines;
  }

  private static Line condition(String name, ThresholdCurve curve) {
    return line(name.isEmpty() ? "all samples" : name, curve, atExit(0));
  }

  private static Function<CurvePoint, Estimate> atExit(int exit) {
    return point -> point.exits().get(exit).probability();
  }

  private static LineChart chart(
      ThresholdCurve curve, String title, String yTitle, List<Line> lines) {
    return new LineChart(title, axis(curve.criterion()), yTitle, Optional.empty(), lines);
  }

  /** The axis of thresholds. */
  public static LineChart.XAxis axis(Criterion criterion) {
    return LineChart.XAxis.linear(
        criterion == Criterion.CONFIDENCE ? "confidence threshold" : "entropy threshold, nats");
  }

  /** A line along the thresholds of a curve, in percent. */
  public static Line line(
      String name, ThresholdCurve curve, Function<CurvePoint, Estimate> height) {
    return Line.straight(
        name,
        curve.points().stream()
            .map(point -> point(point.threshold(), height.apply(point)))
            .toList());
  }

  private static Point point(double threshold, Estimate estimate) {
    Optional<Interval> interval =
        estimate.interval().map(ends -> new Interval(PERCENT * ends.low(), PERCENT * ends.high()));
    return Point.estimated(threshold, PERCENT * estimate.value(), interval);
  }
}
