package dev.espalier.study.sweep;

import dev.espalier.error.InvalidFieldException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

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
    Assignment.checkApart(axes.stream().map(Axis::parameter).toList());
    long points = axes.stream().mapToLong(axis -> axis.values().size()).reduce(1, (a, b) -> a * b);
    if (points > MAX_POINTS) {
      throw new InvalidFieldException(
          "axes",
          "at most %d points can be planned but there are %d".formatted(MAX_POINTS, points));
    }
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
    return Assignment.apply(
        base,
        IntStream.range(0, axes.size())
            .mapToObj(a -> new Assignment(axes.get(a).parameter(), point.get(a)))
            .toList());
  }
}
