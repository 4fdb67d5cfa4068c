package dev.espalier.study.sweep;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.study.sweep.Parameter.SpeedRatio;
import java.util.ArrayList;
import java.util.List;

/**
 * All points of a sweep.
 *
 * @param axes one or two
 */
public record Grid(List<Axis> axes) {
  /** Maximum number of points: more would take hours. */
  public static final int MAX_POINTS = 10_000;

  private static final int MAX_AXES = 2;

  /**
   * @throws IllegalArgumentException if there are not one or two axes, both vary the same, or there
   *     are more than {@link #MAX_POINTS} points
   */
  public Grid {
    axes = List.copyOf(axes);
    if (axes.isEmpty() || axes.size() > MAX_AXES) {
      throw new InvalidFieldException(
          "axes", "one or two parameters must be varied but %d are".formatted(axes.size()));
    }
    if (axes.size() == MAX_AXES) {
      checkApart(axes.get(0).parameter(), axes.get(1).parameter());
    }
    long points = axes.stream().mapToLong(axis -> axis.values().size()).reduce(1, (a, b) -> a * b);
    if (points > MAX_POINTS) {
      throw new InvalidFieldException(
          "axes",
          "at most %d points can be planned but there are %d".formatted(MAX_POINTS, points));
    }
  }

  private static void checkApart(Parameter first, Parameter second) {
    boolean isMutual =
        first instanceof SpeedRatio a
            && second instanceof SpeedRatio b
            && (a.device().equals(b.device()) || (isMeasuredBy(a, b) && isMeasuredBy(b, a)));
    boolean isOfProbabilities =
        isMeasured(first) && isProbability(second) || isMeasured(second) && isProbability(first);
    boolean isSame =
        first.name().equals(second.name()) || first.name().equals(second.reversed().name());
    if (isSame || isMutual || isOfProbabilities) {
      throw new InvalidFieldException(
          "axes",
          "%s and %s change the same; vary one of them".formatted(first.name(), second.name()));
    }
  }

  private static boolean isProbability(Parameter parameter) {
    return parameter instanceof Parameter.ExitProbability;
  }

  private static boolean isMeasured(Parameter parameter) {
    return parameter instanceof Parameter.Condition || parameter instanceof Parameter.Threshold;
  }

  private static boolean isMeasuredBy(SpeedRatio ratio, SpeedRatio other) {
    return ratio.reference().equals(other.device());
  }

  /** The axis whose values vary along a line. */
  public Axis along() {
    return axes.get(0);
  }

  /** Values of all points, one for each axis: line by line, along the first axis. */
  public List<List<Value>> points() {
    if (axes.size() == 1) {
      return along().values().stream().map(List::of).toList();
    }
    List<List<Value>> points = new ArrayList<>();
    for (Value line : axes.get(1).values()) {
      along().values().forEach(value -> points.add(List.of(value, line)));
    }
    return points;
  }

  /** Number of lines: one for each value of the second axis. */
  public int lines() {
    return axes.size() == 1 ? 1 : axes.get(1).values().size();
  }

  /**
   * A setting at a point, on the grid or not. The speed of a device is set before what is measured
   * against it.
   *
   * @param point a value for each axis
   * @throws IllegalArgumentException if a value is out of range
   */
  public Setting at(Setting base, List<Value> point) {
    if (axes.size() == 1) {
      return along().parameter().set(base, point.get(0));
    }
    Parameter first = along().parameter();
    Parameter second = axes.get(1).parameter();
    boolean isSecondFirst =
        first instanceof SpeedRatio a && second instanceof SpeedRatio b && isMeasuredBy(a, b);
    return isSecondFirst
        ? first.set(second.set(base, point.get(1)), point.get(0))
        : second.set(first.set(base, point.get(0)), point.get(1));
  }
}
