package dev.espalier.cli;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers for people. */
final class Figures {
  /** Below this, digits behind the point are counted from the first one that is not 0. */
  private static final double SMALL = 0.1;

  private static final double LARGE = 1e7;

  private Figures() {}

  /** A number with three digits behind the point, or three significant ones if it is small. */
  static String of(double value) {
    double size = Math.abs(value);
    String form = size == 0 ? "%.0f" : size < SMALL || size >= LARGE ? "%.3g" : "%.3f";
    return String.format(Locale.ROOT, form, value);
  }

  /** A share as per cent. */
  static String percent(double share) {
    double percent = 100 * share;
    boolean fine = percent != 0 && Math.abs(percent) < 10;
    return Double.isFinite(percent)
        ? String.format(Locale.ROOT, fine ? "%.2g %%" : "%.0f %%", percent)
        : "-";
  }

  /** A use of a limit, such as {@code 0.902 of 1.000 (90 %)}. */
  static String use(double used, OptionalDouble limit) {
    return limit.isEmpty()
        ? of(used)
        : "%s of %s (%s)"
            .formatted(of(used), of(limit.getAsDouble()), percent(used / limit.getAsDouble()));
  }
}
