package dev.espalier.io.csv;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.regex.Pattern;

/** Decimal numbers in a row of characters, read and written without rounding. */
final class NumberText {
  /** Powers of ten that are exact in a double. */
  private static final double[] POWERS = powers();

  /** So many digits fit a long. */
  private static final int LONG_DIGITS = 18;

  /** Whole numbers up to here are exact in a double. */
  private static final long MAX_EXACT = 1L << 53;

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern INFINITE = Pattern.compile("[+-]?inf(inity)?");

  /** Digits behind the point that most written numbers need, and that are quick to write. */
  private static final int SHORT_DIGITS = 15;

  /** Digits from which every double can be read back. */
  private static final MathContext ALL_DIGITS = new MathContext(17);

  private NumberText() {}

  private static double[] powers() {
    double[] powers = new double[23];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = 10 * powers[i - 1];
    }
    return powers;
  }

  /** The number that is written there, infinities included; NaN if it is none. */
  static double parse(char[] text, int from, int to) {
    int i = from;
    boolean isNegative = i < to && text[i] == '-';
    if (isNegative) {
      i++;
    }
    long digits = 0;
    int start = i;
    int point = -1;
    for (; i < to && i - start <= LONG_DIGITS; i++) {
      char c = text[i];
      if (c >= '0' && c <= '9') {
        digits = 10 * digits + (c - '0');
      } else if (c == '.' && point < 0) {
        point = i;
      } else {
        break;
      }
    }
    int count = i - start - (point < 0 ? 0 : 1);
    if (i < to || count < 1 || count > LONG_DIGITS || digits > MAX_EXACT) {
      return parse(new String(text, from, to - from));
    }
    // Both are exact, so their quotient is the double that is nearest to what is written.
    double value = point < 0 ? digits : digits / POWERS[to - point - 1];
    return isNegative ? -value : value;
  }

  private static double parse(String text) {
    if (DECIMAL.matcher(text).matches()) {
      return Double.parseDouble(text);
    }
    if (INFINITE.matcher(text.toLowerCase(Locale.ROOT)).matches()) {
      return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return Double.NaN;
  }

  /**
   * The shortest of a few ways to write a number, at least 0 and finite, that is read back as the
   * same double. Unlike {@link Double#toString}, it is the same in every version of Java.
   */
  static String of(double value) {
    double power = POWERS[SHORT_DIGITS];
    long digits = Math.round(value * power);
    BigDecimal exact =
        digits <= MAX_EXACT && digits / power == value
            ? BigDecimal.valueOf(digits, SHORT_DIGITS)
            : new BigDecimal(value).round(ALL_DIGITS);
    return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
  }
}
