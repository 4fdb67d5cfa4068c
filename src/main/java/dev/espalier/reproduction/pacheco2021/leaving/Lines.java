package dev.espalier.reproduction.pacheco2021.leaving;

import dev.espalier.study.Interval;
import dev.espalier.study.LineChart;
import dev.espalier.study.LineChart.Line;
import dev.espalier.study.LineChart.Point;
import dev.espalier.study.curve.Estimate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lines of charts, and numbers in sentences. */
public final class Lines {
  /** The axis of most charts. */
  public static final LineChart.XAxis THRESHOLDS = LineChart.XAxis.linear("confidence threshold");

  private static final double PERCENT = 100;

  private Lines() {}

  public static LineChart chart(
      String title, LineChart.XAxis axis, String yTitle, List<Line> lines) {
    return new LineChart(title, axis, yTitle, Optional.empty(), lines);
  }

  public static Line line(String name, List<Double> xs, DoubleUnaryOperator height) {
    return Line.straight(
        name, xs.stream().map(x -> new Point(x, height.applyAsDouble(x))).toList());
  }

  /** A line at one height. */
  public static Line level(String name, List<Double> xs, double height) {
    return line(name, xs, x -> height);
  }

  /** A line along the measured thresholds, with intervals. */
  public static Line estimated(String name, DoubleFunction<Estimate> height) {
    return Line.straight(
        name,
        MeasuredShares.THRESHOLDS.stream()
            .map(
                threshold -> {
                  Estimate y = height.apply(threshold);
                  return Point.estimated(threshold, y.value(), y.interval());
                })
            .toList());
  }

  /** A share in percent. */
  public static Estimate percent(Estimate share) {
    return new Estimate(
        PERCENT * share.value(),
        share.interval().map(i -> new Interval(PERCENT * i.low(), PERCENT * i.high())));
  }

  /** Numbers as {@code 1.0, 2.5, 3.0}. */
  public static String list(String format, List<Double> numbers) {
    return numbers.stream()
        .map(number -> String.format(Locale.ROOT, format, number))
        .collect(Collectors.joining(", "));
  }

  /** The smallest and the largest of some numbers, as {@code 1.0 to 3.0}. */
  public static String range(String format, List<Double> numbers) {
    return String.format(
        Locale.ROOT,
        format + " to " + format,
        numbers.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
        numbers.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
  }

  /** Whether no number is below the one before. */
  public static boolean neverFalls(List<Double> numbers) {
    return numbers.stream().sorted().toList().equals(numbers);
  }

  /** Whether each number is below its counterpart. */
  public static boolean areBelow(List<Double> some, List<Double> others) {
    return IntStream.range(0, some.size()).allMatch(i -> some.get(i) < others.get(i));
  }

  /** Numbers of every measured threshold. */
  public static List<Double> atThresholds(DoubleUnaryOperator number) {
    return MeasuredShares.THRESHOLDS.stream().map(number::applyAsDouble).toList();
  }
}
