package dev.espalier.study;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * Points of two numbers each, joined by lines or not.
 *
 * @param title title of the chart
 * @param xAxis the horizontal axis
 * @param yTitle title of the vertical axis, with its unit
 * @param note explanation of the marked points; empty if none is needed
 * @param lines at most {@link #MAX_LINES}
 */
public record LineChart(
    String title, XAxis xAxis, String yTitle, Optional<String> note, List<Line> lines)
    implements Chart {

  /** Maximum number of lines of a chart: more could not be distinguished. */
  public static final int MAX_LINES = 28;

  private static final double LARGEST = 1e30;

  /**
   * The horizontal axis.
   *
   * @param title title of the axis, with its unit
   * @param isLogarithmic whether equal steps are equal factors; all x must then be positive
   * @param names names of x = 0, 1, 2, ...; empty if x is a number
   */
  public record XAxis(String title, boolean isLogarithmic, List<String> names) {

    /**
     * @throws IllegalArgumentException if the title or a name is blank, or names stand on a
     *     logarithmic axis
     */
    public XAxis {
      Checks.name("x axis", "title", title);
      names = List.copyOf(names);
      names.forEach(name -> Checks.name("x axis", "name", name));
      if (isLogarithmic && !names.isEmpty()) {
        throw new InvalidFieldException(
            "names", "x axis: names must not stand on a logarithmic axis");
      }
    }

    /** An axis on which equal steps are equal differences. */
    public static XAxis linear(String title) {
      return new XAxis(title, false, List.of());
    }

    /** An axis on which equal steps are equal factors. */
    public static XAxis logarithmic(String title) {
      return new XAxis(title, true, List.of());
    }

    /** An axis of names, which stand for x = 0, 1, 2, ... */
    public static XAxis named(String title, List<String> names) {
      return new XAxis(title, false, names);
    }

    private void check(String line, double x) {
      String subject = Checks.quoted("line", line);
      if (isLogarithmic) {
        Checks.positive(subject, "x", x);
      } else {
        Checks.notNegative(subject, "x", Math.abs(x));
      }
      if (!names.isEmpty() && !(x >= 0 && x < names.size() && x == Math.rint(x))) {
        throw new InvalidFieldException(
            "x",
            "%s: x must be the index of one of %d names but is %s"
                .formatted(subject, names.size(), x));
      }
    }
  }

  /** The ways to join the points of a line. */
  public enum Join {
    /** Straight to the next point. */
    STRAIGHT,

    /** Level up to the x of the next point, then up or down: the best that x allows. */
    STEPS,

    /** Not joined. */
    NONE
  }

  /**
   * Points that belong together.
   *
   * @param name name in the legend
   * @param join way in which the points are joined, in order
   * @param points the points
   */
  public record Line(String name, Join join, List<Point> points) {

    /**
     * @throws IllegalArgumentException if the name is blank
     */
    public Line {
      Checks.name("line", "name", name);
      points = List.copyOf(points);
    }

    /** Points that are joined straight. */
    public static Line straight(String name, List<Point> points) {
      return new Line(name, Join.STRAIGHT, points);
    }
  }

  /**
   * A point.
   *
   * @param x its place on the horizontal axis
   * @param y its height; NaN leaves a gap
   * @param isMarked whether it is drawn larger than the others
   * @param interval confidence interval of its height, drawn as a whisker; empty if there is none
   * @param label what it stands for, such as its plan; empty for nothing but its numbers
   */
  public record Point(
      double x, double y, boolean isMarked, Optional<Interval> interval, Optional<String> label) {

    /**
     * @throws IllegalArgumentException if there is an interval and the height is not within it
     */
    public Point {
      if (interval.isPresent() && !(interval.get().low() <= y && y <= interval.get().high())) {
        throw new InvalidFieldException(
            "interval",
            "point: y must be within its interval, %s to %s, but is %s"
                .formatted(interval.get().low(), interval.get().high(), y));
      }
    }

    /** A point without an interval. */
    public Point(double x, double y, boolean isMarked) {
      this(x, y, isMarked, Optional.empty(), Optional.empty());
    }

    /** The point with a label. */
    public Point withLabel(String name) {
      return new Point(x, y, isMarked, interval, Optional.of(name));
    }

    /** A point like any other. */
    public Point(double x, double y) {
      this(x, y, false);
    }

    /** A point of an estimated height. */
    public static Point estimated(double x, double y, Optional<Interval> interval) {
      return new Point(x, y, false, interval, Optional.empty());
    }

    /** Its height and the ends of its interval: what the vertical axis has to show. */
    public DoubleStream heights() {
      return interval
          .map(ends -> DoubleStream.of(ends.low(), y, ends.high()))
          .orElseGet(() -> DoubleStream.of(y));
    }
  }

  /**
   * @throws IllegalArgumentException if a text is blank, there is no line or more than {@link
   *     #MAX_LINES}, a line is named twice, a number is not finite and at most 1e30, or there is no
   *     point at all
   */
  public LineChart {
    Checks.name("line chart", "title", title);
    Checks.name("line chart", "yTitle", yTitle);
    note.ifPresent(text -> Checks.name("line chart", "note", text));
    lines = List.copyOf(lines);
    if (lines.isEmpty() || lines.size() > MAX_LINES) {
      throw new InvalidFieldException(
          "lines",
          "line chart: lines must be 1 to %d but are %d".formatted(MAX_LINES, lines.size()));
    }
    Set<String> names = new HashSet<>();
    for (Line line : lines) {
      if (!names.add(line.name())) {
        throw new InvalidFieldException(
            "lines",
            "line chart: lines must be unique but list \"%s\" twice".formatted(line.name()));
      }
      for (Point point : line.points()) {
        xAxis.check(line.name(), point.x());
        if (point.heights().anyMatch(y -> Math.abs(y) > LARGEST)) {
          throw new InvalidFieldException(
              "y",
              "line \"%s\": y must be a number of at most 1e30 but is %s"
                  .formatted(line.name(), point.y()));
        }
      }
    }
    if (lines.stream().flatMap(line -> line.points().stream()).allMatch(p -> Double.isNaN(p.y()))) {
      throw new InvalidFieldException(
          "lines", "line chart: lines must have at least one point but all are NaN");
    }
  }
}
