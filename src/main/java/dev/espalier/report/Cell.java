package dev.espalier.report;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/**
 * A cell of a table: what people read, and the values behind it.
 *
 * @param shown what people read
 * @param brief what they read where the table is wider than the page
 * @param values one for each key of the column; none at all where there are no values
 */
public record Cell(String shown, String brief, List<Value> values) {
  /** Shown where there is no value. */
  public static final String NOTHING = "-";

  /** Shown where a cell repeats the one above. */
  public static final String DITTO = "\"";

  public Cell {
    values = List.copyOf(values);
  }

  /** A cell of these words and values. */
  public static Cell of(String shown, Value... values) {
    return new Cell(shown, shown, List.of(values));
  }

  /** A text. */
  public static Cell text(String text) {
    return of(text, Value.of(text));
  }

  /** An integer. */
  public static Cell integer(long value) {
    return of(String.valueOf(value), Value.of(value));
  }

  /** A number, shown with three decimals. */
  public static Cell number(double value) {
    return of(Numbers.of(value), Value.of(value));
  }

  /**
   * A number; nothing if it is absent.
   *
   * @param shown how people read it
   */
  public static Cell number(OptionalDouble value, DoubleFunction<String> shown) {
    return value.isPresent()
        ? of(shown.apply(value.getAsDouble()), Value.of(value))
        : of(NOTHING, Value.NONE);
  }

  /** This cell with fewer words for narrow pages. */
  public Cell orBriefly(String fewer) {
    return new Cell(shown, fewer, values);
  }
}
