package dev.espalier.study.sweep;

import dev.espalier.internal.InvalidFieldException;
import dev.espalier.study.sweep.Parameter.Condition;
import dev.espalier.study.sweep.Parameter.Threshold;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A parameter and the values it takes.
 *
 * @param parameter what is varied
 * @param values its values, each once
 */
public record Axis(Parameter parameter, List<Value> values) {
  private static final int LEAST_FOR_SPACING = 3;

  /** By which equal steps may differ through rounding. */
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

  /**
   * An axis as a user writes it.
   *
   * @param text {@code PARAM=VALUES}
   * @param base what the parameter is varied in
   * @throws IllegalArgumentException if the parameter is unknown or a value out of range
   */
  public static Axis parse(String text, Setting base) {
    // Names of exits and devices may have equals signs, and so may those of conditions.
    int equals = isOf(Condition.NAME, text) ? text.indexOf('=') : text.lastIndexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      throw new InvalidFieldException("vary", "expected PARAM=VALUES");
    }
    Parameter parameter = ParameterNames.parse(text.substring(0, equals).strip(), base);
    Axis axis = new Axis(parameter, values(parameter, text.substring(equals + 1), base));
    axis.values.forEach(value -> parameter.set(base, value));
    return axis;
  }

  private static boolean isOf(String parameter, String text) {
    return text.strip().startsWith(parameter + "=");
  }

  private static List<Value> values(Parameter parameter, String text, Setting base) {
    if (parameter instanceof Condition) {
      return ExitValues.conditions(text.strip(), base.exits().orElseThrow());
    }
    if (parameter instanceof Threshold) {
      return ExitValues.thresholds(text.strip(), base.exits().orElseThrow());
    }
    return Numbers.parse(text);
  }

  /** Whether the values are names. */
  public boolean isNamed() {
    return !values.get(0).isNumber();
  }

  /** Whether factors between neighbouring values vary less than differences do. */
  public boolean isLogarithmic() {
    if (values.size() < LEAST_FOR_SPACING || !values.stream().allMatch(v -> v.number() > 0)) {
      return false;
    }
    return variation(Math::log) < variation(value -> value) - ROUNDING;
  }

  /** Standard deviation of the steps between sorted values as a share of their mean. */
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
