package dev.espalier.study.map;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.study.breakpoint.Scale;
import dev.espalier.study.sweep.Parameter;

/**
 * A parameter of numbers and its range.
 *
 * @param parameter what is varied
 * @param from lower end of the range
 * @param to upper end of the range
 */
public record MapAxis(Parameter parameter, double from, double to) {
  /** From this factor on, a range is divided and drawn by factors. */
  private static final double WIDE = 10;

  /**
   * @throws IllegalArgumentException if the range is empty or not finite, or values of the
   *     parameter may not lie anywhere in it
   */
  public MapAxis {
    if (parameter instanceof Parameter.Condition
        || parameter instanceof Parameter.Active
        || parameter instanceof Parameter.Threshold) {
      throw new InvalidFieldException(
          "parameter",
          "values of a map's parameter must be any numbers, but %s has only those that were measured"
              .formatted(parameter.name()));
    }
    if (!(from < to && Double.isFinite(to - from))) {
      throw new InvalidFieldException(
          "range", "range must not be empty but is %s:%s".formatted(from, to));
    }
  }

  /** The quantity in which values of plans are affine, at a value of the parameter. */
  double quantity(double x) {
    return scale().of(x);
  }

  /** The value of the parameter at a quantity, within the range. */
  double value(double quantity) {
    return Math.min(to, Math.max(from, scale().inverse(quantity)));
  }

  Scale scale() {
    return new Scale(parameter);
  }

  /** Whether the range is drawn by factors. */
  public boolean isLogarithmic() {
    return from > 0 && to / from >= WIDE;
  }

  /** Where a value lies in a picture: 0 at the beginning of the axis, 1 at its end. */
  public double place(double x) {
    return isLogarithmic() ? Math.log(x / from) / Math.log(to / from) : (x - from) / (to - from);
  }

  /** The value at a place of a picture. */
  public double atPlace(double place) {
    return isLogarithmic() ? from * Math.pow(to / from, place) : from + place * (to - from);
  }

  /** Whether a value lies within the range. */
  boolean contains(double x) {
    return from <= x && x <= to;
  }
}
