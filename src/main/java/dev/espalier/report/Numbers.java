package dev.espalier.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers for people. */
public final class Numbers {
  /** Below this, decimals are counted from the first one that is not 0. */
  private static final double SMALL = 0.1;

  /** Fraction from which a signed percentage needs no decimals. */
  private static final double FEW_DIGITS = 0.1;

  private static final double MIN_PERCENT = 0.1;

  /** Below this a gap is as good as none. */
  private static final double MIN_GAP_PERCENT = 1e-4;

  private static final double LARGE_PERCENT = 1e6;
  private static final double LARGE = 1e7;

  /** From here on a number has four digits once it is rounded. */
  private static final double FOUR_DIGITS = 999.5;

  /** More decimals than a double has for numbers from 1 up. */
  private static final int MAX_DIGITS = 16;

  private static final MathContext SIX_DIGITS = new MathContext(6);

  private static final double KILO = 1e3;
  private static final double MEGA = 1e6;
  private static final double GIGA = 1e9;

  private Numbers() {}

  /** A size, such as {@code 784 B} or {@code 5.9 kB}. */
  public static String bytes(long bytes) {
    if (bytes < KILO) {
      return bytes + " B";
    }
    return bytes < MEGA
        ? String.format(Locale.ROOT, "%.1f kB", bytes / KILO)
        : bytes < GIGA
            ? String.format(Locale.ROOT, "%.1f MB", bytes / MEGA)
            : String.format(Locale.ROOT, "%.2f GB", bytes / GIGA);
  }

  /** A time with three significant digits, such as {@code 0.0451 ms} or {@code 144 ms}. */
  public static String ms(double ms) {
    return rough(ms) + " ms";
  }

  /** A number with three decimals, or three significant digits if it is small. */
  public static String of(double value) {
    double size = Math.abs(value);
    String form = size == 0 ? "%.0f" : size < SMALL || size >= LARGE ? "%.3g" : "%.3f";
    return String.format(Locale.ROOT, form, value);
  }

  /** A number of which people read six digits, such as {@code 2.61192} or {@code 16}. */
  public static String precise(double value) {
    BigDecimal number = new BigDecimal(value).round(SIX_DIGITS).stripTrailingZeros();
    int digits = SIX_DIGITS.getPrecision();
    return number.scale() > -digits && number.scale() < 2 * digits
        ? number.toPlainString()
        : number.toString();
  }

  /**
   * A number with as many decimals as distinguish it from another one, and from 0.
   *
   * @param digits the minimum number of decimals
   */
  public static String apart(double value, double other, int digits) {
    String form = "%." + digits + "f";
    String text = String.format(Locale.ROOT, form, value);
    boolean isLost = value != 0 && text.equals(String.format(Locale.ROOT, form, 0.0));
    return digits < MAX_DIGITS && (isLost || text.equals(String.format(Locale.ROOT, form, other)))
        ? apart(value, other, digits + 1)
        : text;
  }

  /** A number of things, such as {@code 1 layer} or {@code 3 layers}. */
  public static String count(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  /** A fraction in percent. */
  public static String percent(double fraction) {
    double percent = 100 * fraction;
    if (!Double.isFinite(percent)) {
      return "-";
    }
    if (percent > 0 && percent < MIN_PERCENT) {
      return "<" + MIN_PERCENT + "%";
    }
    if (percent >= LARGE_PERCENT) {
      return String.format(Locale.ROOT, "%.0e%%", percent);
    }
    return String.format(Locale.ROOT, percent < 10 ? "%.1f%%" : "%.0f%%", percent);
  }

  /** A probability or another fraction of samples in percent, always with one decimal. */
  public static String probability(double fraction) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * fraction);
  }

  /** A relative difference in percent with its sign, such as {@code +2.7%}. */
  public static String signed(double fraction) {
    if (!Double.isFinite(fraction)) {
      return "-";
    }
    String percent =
        String.format(
            Locale.ROOT, Math.abs(fraction) < FEW_DIGITS ? "%+.1f%%" : "%+.0f%%", 100 * fraction);
    return percent.equals("-0.0%") ? "+0.0%" : percent;
  }

  /** A gap in percent, with two digits where it is small. */
  public static String gap(double fraction) {
    double percent = 100 * fraction;
    if (!(percent > 0 && percent < MIN_PERCENT)) {
      return percent(fraction);
    }
    return percent < MIN_GAP_PERCENT
        ? "<" + new BigDecimal(String.valueOf(MIN_GAP_PERCENT)).toPlainString() + "%"
        : new BigDecimal(percent).round(new MathContext(2)).toPlainString() + "%";
  }

  /** A use of a limit, such as {@code 0.902/1.00 (90%)}. */
  public static String use(double used, OptionalDouble limit) {
    return limit.isEmpty()
        ? rough(used)
        : "%s/%s (%s)"
            .formatted(
                rough(used), rough(limit.getAsDouble()), percent(used / limit.getAsDouble()));
  }

  /** Three significant digits, as {@code 0.0531}, {@code 12.3}, {@code 63950}, {@code 1.44e8}. */
  public static String rough(double value) {
    double size = Math.abs(value);
    return size >= FOUR_DIGITS && size < LARGE
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.3g", value).replace("e+0", "e");
  }
}
