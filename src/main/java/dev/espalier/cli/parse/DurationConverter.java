package dev.espalier.cli.parse;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as {@code 500ms}, {@code 2s}, {@code 1.5min}, {@code 1h}. */
public final class DurationConverter implements ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*([a-z]+)");
  private static final Map<String, Double> MS_PER_UNIT =
      Map.of("ms", 1.0, "s", 1e3, "m", 6e4, "min", 6e4, "h", 3.6e6);

  @Override
  public Duration convert(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || !MS_PER_UNIT.containsKey(matcher.group(2))) {
      throw expected(text);
    }
    double ms = Double.parseDouble(matcher.group(1)) * MS_PER_UNIT.get(matcher.group(2));
    Duration duration = Duration.ofNanos(Math.round(ms * 1e6));
    if (duration.isZero()) {
      throw expected(text);
    }
    return duration;
  }

  private static TypeConversionException expected(String text) {
    return new TypeConversionException(
        "expected a time > 0 such as 500ms, 2s or 5min but found \"" + text + "\"");
  }
}
