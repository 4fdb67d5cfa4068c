package dev.espalier.cli.parse;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.study.sweep.Axis;
import dev.espalier.study.sweep.Parameter;
import dev.espalier.study.sweep.Parameter.Condition;
import dev.espalier.study.sweep.Parameter.Threshold;
import dev.espalier.study.sweep.ParameterNames;
import dev.espalier.study.sweep.Setting;
import dev.espalier.study.sweep.Value;
import java.util.List;

/** Axes as a user writes them. */
public final class AxisText {
  private AxisText() {}

  /**
   * The axis of a text.
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
    axis.values().forEach(value -> parameter.set(base, value));
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
    return NumberList.parse(text);
  }
}
