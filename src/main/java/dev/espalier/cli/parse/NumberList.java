package dev.espalier.cli.parse;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.study.sweep.Grid;
import dev.espalier.study.sweep.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Numbers as a user lists them: {@code 1,2,5}, {@code FROM:TO:STEP} for equal differences and
 * {@code FROM:TO:xFACTOR} for equal factors, or a list of all these. A range ends with TO where its
 * steps lead there. The sums are decimal: {@code 0:1:0.1} has 11 numbers, of which one is 0.3.
 */
public final class NumberList {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,30}(\\.\\d{0,30})?|\\.\\d{1,30})([eE][+-]?\\d{1,2})?");

  private static final MathContext EXACT = MathContext.DECIMAL128;

  /** Digits of the terms of a geometric range. */
  private static final MathContext SHOWN = new MathContext(12);

  private final String range;
  private final BigDecimal from;
  private final BigDecimal to;
  private final String step;

  private NumberList(String range, String[] parts) {
    this.range = range;
    from = number(parts[0]);
    to = number(parts[1]);
    step = parts[2].strip();
    if (to.compareTo(from) < 0) {
      throw wrong("range %s: its end must not be below its start".formatted(range));
    }
  }

  /**
   * The numbers of a list, in its order.
   *
   * @throws InvalidFieldException if one is no number or listed twice, a range does not grow, or
   *     there are more than {@link Grid#MAX_POINTS}
   */
  public static List<Value> parse(String text) {
    List<Value> values = new ArrayList<>();
    Set<Double> seen = new HashSet<>();
    for (String item : text.split(",", -1)) {
      for (BigDecimal number : item(item.strip())) {
        Value value = Value.of(number);
        // Adding 0 makes -0 and 0 the same.
        if (!seen.add(value.number() + 0)) {
          throw wrong("value %s is listed twice".formatted(value.text()));
        }
        values.add(value);
      }
      checkCount(text, values.size());
    }
    return values;
  }

  private static List<BigDecimal> item(String item) {
    String[] parts = item.split(":", -1);
    if (parts.length == 1) {
      return List.of(number(item));
    }
    if (parts.length != 3) {
      throw wrong("a range must be FROM:TO:STEP or FROM:TO:xFACTOR but is \"%s\"".formatted(item));
    }
    NumberList range = new NumberList(item, parts);
    return range.step.startsWith("x") ? range.factors() : range.steps();
  }

  private List<BigDecimal> steps() {
    BigDecimal difference = number(step);
    if (difference.signum() <= 0) {
      throw wrong("range %s: its step must be > 0 but is %s".formatted(range, step));
    }
    BigDecimal last = to.subtract(from).divide(difference, EXACT);
    checkCount(range, last.doubleValue() + 1);
    List<BigDecimal> numbers = new ArrayList<>();
    for (int i = 0; i <= last.intValue(); i++) {
      numbers.add(from.add(difference.multiply(BigDecimal.valueOf(i))));
    }
    return numbers;
  }

  private List<BigDecimal> factors() {
    BigDecimal factor = number(step.substring(1));
    if (factor.compareTo(BigDecimal.ONE) <= 0) {
      throw wrong("range %s: its factor must be > 1 but is %s".formatted(range, step));
    }
    if (from.signum() <= 0) {
      throw wrong("range %s: its start must be > 0, as factors lead from it".formatted(range));
    }
    double decades = Math.log(to.doubleValue()) - Math.log(from.doubleValue());
    checkCount(range, decades / Math.log(factor.doubleValue()) + 1);
    List<BigDecimal> numbers = new ArrayList<>();
    BigDecimal term = from;
    while (term.round(SHOWN).compareTo(to) <= 0) {
      numbers.add(term.round(SHOWN));
      term = term.multiply(factor, EXACT);
    }
    return numbers;
  }

  private static BigDecimal number(String text) {
    String stripped = text.strip();
    if (!NUMBER.matcher(stripped).matches()) {
      throw wrong("expected a number but found \"%s\"".formatted(stripped));
    }
    return new BigDecimal(stripped);
  }

  private static void checkCount(String what, double count) {
    if (!(count <= Grid.MAX_POINTS)) {
      throw wrong("%s has more than %d values".formatted(what, Grid.MAX_POINTS));
    }
  }

  private static InvalidFieldException wrong(String message) {
    return new InvalidFieldException("values", message);
  }
}
