package dev.espalier.cli.parse;

import dev.espalier.internal.Quantities;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts a tolerance in percent or as a number: {@code 1%}, {@code 0.01}. */
public final class FractionConverter implements ITypeConverter<Double> {
  @Override
  public Double convert(String text) {
    return Quantities.fraction(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected a tolerance such as 1% or 0.01 but found \"" + text + "\""));
  }
}
