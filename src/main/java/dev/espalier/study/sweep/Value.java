package dev.espalier.study.sweep;

import java.math.BigDecimal;

/**
 * One value of a parameter.
 *
 * @param text as people read it
 * @param number NaN if it is a name
 */
public record Value(String text, double number) {

  /** A number in its shortest form. */
  public static Value of(BigDecimal number) {
    BigDecimal shortest = number.stripTrailingZeros();
    boolean isShort = shortest.scale() > -7 && shortest.scale() < 12;
    return new Value(
        isShort ? shortest.toPlainString() : shortest.toString(), number.doubleValue());
  }

  /** A name. */
  public static Value named(String name) {
    return new Value(name, Double.NaN);
  }

  /** Whether it is a number. */
  public boolean isNumber() {
    return !Double.isNaN(number);
  }
}
