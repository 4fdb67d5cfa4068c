package dev.espalier.cli.parse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Latencies as a number of ms, or with a unit: {@code 20}, {@code 0.5ms}, {@code 1.5s}. */
public final class MillisecondsConverter implements ITypeConverter<Double> {
  private static final Pattern FORM =
      Pattern.compile("(\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)\\s*(ms|s)?");

  @Override
  public Double convert(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "expected a time in ms such as 20, 0.5ms or 1.5s but found \"" + text + "\"");
    }
    return Double.parseDouble(matcher.group(1)) * ("s".equals(matcher.group(2)) ? 1e3 : 1);
  }
}
