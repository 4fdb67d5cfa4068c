package dev.espalier.cli.parse;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.study.map.MapAxis;
import dev.espalier.study.sweep.Parameter;
import dev.espalier.study.sweep.ParameterNames;
import dev.espalier.study.sweep.Setting;
import dev.espalier.study.sweep.Value;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ranges of parameters as a user writes them. */
public final class RangeText {
  /** A parameter and a range, which has one colon; names may have equals signs. */
  private static final Pattern WITH_RANGE = Pattern.compile("(.+)=([^=:]*):([^=:]*)");

  private RangeText() {}

  /**
   * The range of a text.
   *
   * @param text {@code PARAM=FROM:TO}, or {@code PARAM} for the usual range
   * @param base what the parameter is varied in
   * @throws IllegalArgumentException if the parameter is unknown or the range not one of its values
   */
  public static MapAxis parse(String text, Setting base) {
    Matcher ranged = WITH_RANGE.matcher(text);
    if (!ranged.matches()) {
      return UsualRange.of(parameter(text, base), base);
    }
    Parameter parameter = parameter(ranged.group(1), base);
    Value from = number(ranged.group(2));
    Value to = number(ranged.group(3));
    MapAxis axis = new MapAxis(parameter, from.number(), to.number());
    parameter.set(base, from);
    parameter.set(base, to);
    return axis;
  }

  private static Parameter parameter(String name, Setting base) {
    try {
      return ParameterNames.parse(name.strip(), base);
    } catch (InvalidFieldException e) {
      if (name.indexOf('=') > 0) {
        throw new InvalidFieldException(
            "vary", "expected PARAM or PARAM=FROM:TO, such as bandwidth=1:100");
      }
      throw e;
    }
  }

  private static Value number(String text) {
    List<Value> values = NumberList.parse(text);
    if (values.size() != 1) {
      throw new InvalidFieldException(
          "values", "expected FROM:TO with a number each but found \"%s\"".formatted(text));
    }
    return values.get(0);
  }
}
