package dev.espalier.cli.parse;

import dev.espalier.internal.Quantities;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as {@code 500ms}, {@code 2s}, {@code 1.5min}, {@code 1h}. */
public final class DurationConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    return Quantities.duration(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected a time > 0 such as 500ms, 2s or 5min but found \"" + text + "\""));
  }
}
