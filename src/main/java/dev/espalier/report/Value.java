package dev.espalier.report;

import java.util.OptionalDouble;

/**
 * A value for programs, at full precision.
 *
 * @param text the value in digits or letters; empty where there is none
 * @param isText whether it is a text, which may come from a user, and not a number or truth value
 */
public record Value(String text, boolean isText) {
  /** Stands where there is no value. */
  public static final Value NONE = new Value("", false);

  /** A text. */
  public static Value of(String text) {
    return new Value(text, true);
  }

  /** An integer. */
  public static Value of(long value) {
    return new Value(String.valueOf(value), false);
  }

  /** A number with as many digits as distinguish it from every other one. */
  public static Value of(double value) {
    return new Value(String.valueOf(value), false);
  }

  /** A number; none if it is absent. */
  public static Value of(OptionalDouble value) {
    return value.isPresent() ? of(value.getAsDouble()) : NONE;
  }

  /** A truth value. */
  public static Value of(boolean value) {
    return new Value(String.valueOf(value), false);
  }

  /** A number that is finite; none if it is not. */
  public static Value finite(double value) {
    return Double.isFinite(value) ? of(value) : NONE;
  }

  /** A number in digits that were chosen elsewhere, such as those that a user typed. */
  public static Value digits(String digits) {
    return new Value(digits, false);
  }
}
