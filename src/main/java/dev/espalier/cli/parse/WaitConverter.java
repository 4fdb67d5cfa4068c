package dev.espalier.cli.parse;

import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations that may be 0, as {@code 500ms}, {@code 2s} or {@code 0}. */
public final class WaitConverter implements ITypeConverter<Duration> {
  private static final Pattern ZERO = Pattern.compile("0+(?:\\.0+)?\\s*(?:ms|s|m|min|h)?");

  @Override
  public Duration convert(String text) {
    if (ZERO.matcher(text).matches()) {
      return Duration.ZERO;
    }
    try {
      return new DurationConverter().convert(text);
    } catch (TypeConversionException e) {
      throw new TypeConversionException(
          "expected 0 or a time such as 500ms, 2s or 5min but found \"" + text + "\"");
    }
  }
}
