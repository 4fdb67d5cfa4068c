package dev.espalier.study.sweep;

import dev.espalier.error.InvalidFieldException;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A parameter and the values it takes.
 *
 * @param parameter what is varied
 * @param values its values, each once
 */
public record Axis(Parameter parameter, List<Value> values) {
  private static final int MIN_FOR_SPACING = 3;

  /** Tolerance of equal steps, due to rounding. */
  private static final double ROUNDING = 1e-6;

  /**
   * @throws IllegalArgumentException if there is no value
   */
  public Axis {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new InvalidFieldException("values", "at least one value is needed");
    }
  }

  /** Whether the values are names. */
  public boolean isNamed() {
    return !values.get(0).isNumber();
  }

  /** Whether factors between neighboring values vary less than differences do. */
  public boolean isLogarithmic() {
    if (values.size() < MIN_FOR_SPACING || !values.stream().allMatch(v -> v.number() > 0)) {
      return false;
    }
    return variation(Math::log) < variation(value -> value) - ROUNDING;
  }

  /** Standard deviation of the steps between sorted values as a fraction of their mean. */
  private double variation(DoubleUnaryOperator scale) {
    double[] sorted = values.stream().mapToDouble(Value::number).sorted().map(scale).toArray();
    int steps = sorted.length - 1;
    double mean = (sorted[steps] - sorted[0]) / steps;
    double squares = 0;
    for (int i = 0; i < steps; i++) {
      double off = sorted[i + 1] - sorted[i] - mean;
      squares += off * off;
    }
    return Math.sqrt(squares / steps) / mean;
  }
}
