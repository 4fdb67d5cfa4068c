package dev.espalier.internal;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Quantities as people write them, with a unit. */
public final class Quantities {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*([a-z]+)");
  private static final Map<String, Double> MS_PER_UNIT =
      Map.of("ms", 1.0, "s", 1e3, "m", 6e4, "min", 6e4, "h", 3.6e6);

  private static final Pattern MILLISECONDS =
      Pattern.compile("(\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)\\s*(ms|s)?");

  private static final Pattern FRACTION =
      Pattern.compile("(\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)\\s*(%)?");

  private static final double PER_CENT = 100;

  private Quantities() {}

  /** A duration above 0 as {@code 500ms}, {@code 2s}, {@code 1.5min}, {@code 1h}; else empty. */
  public static Optional<Duration> duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches() || !MS_PER_UNIT.containsKey(matcher.group(2))) {
      return Optional.empty();
    }
    double ms = Double.parseDouble(matcher.group(1)) * MS_PER_UNIT.get(matcher.group(2));
    return Optional.of(Duration.ofNanos(Math.round(ms * 1e6))).filter(found -> !found.isZero());
  }

  /** A time as a number of ms, or with a unit: {@code 20}, {@code 0.5ms}, {@code 1.5s}. */
  public static OptionalDouble milliseconds(String text) {
    Matcher matcher = MILLISECONDS.matcher(text);
    if (!matcher.matches()) {
      return OptionalDouble.empty();
    }
    double factor = "s".equals(matcher.group(2)) ? 1e3 : 1;
    return OptionalDouble.of(Double.parseDouble(matcher.group(1)) * factor);
  }

  /** A fraction in percent or as a number: {@code 1%}, {@code 0.01}. */
  public static OptionalDouble fraction(String text) {
    Matcher matcher = FRACTION.matcher(text);
    if (!matcher.matches()) {
      return OptionalDouble.empty();
    }
    double number = Double.parseDouble(matcher.group(1));
    return OptionalDouble.of(matcher.group(2) == null ? number : number / PER_CENT);
  }
}
