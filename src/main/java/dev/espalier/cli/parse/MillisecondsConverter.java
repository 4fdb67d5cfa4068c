package dev.espalier.cli.parse;

import dev.espalier.internal.Quantities;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Latencies as a number of ms, or with a unit: {@code 20}, {@code 0.5ms}, {@code 1.5s}. */
public final class MillisecondsConverter implements ITypeConverter<Double> {
  @Override
  public Double convert(String text) {
    return Quantities.milliseconds(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected a time in ms such as 20, 0.5ms or 1.5s but found \"" + text + "\""));
  }
}
