package dev.espalier.cli.parse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts a tolerance in percent or as a number: {@code 1%}, {@code 0.01}. */
public final class FractionConverter implements ITypeConverter<Double> {
  private static final Pattern FORM =
      Pattern.compile("(\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)\\s*(%)?");

  private static final double PER_CENT = 100;

  @Override
  public Double convert(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "expected a tolerance such as 1% or 0.01 but found \"" + text + "\"");
    }
    double number = Double.parseDouble(matcher.group(1));
    return matcher.group(2) == null ? number : number / PER_CENT;
  }
}
