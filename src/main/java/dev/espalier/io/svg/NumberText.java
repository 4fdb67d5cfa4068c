package dev.espalier.io.svg;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers as the text of charts. */
public final class NumberText {
  private static final double MIN_PLAIN = 1e-4;
  private static final double MAX_PLAIN = 1e6;
  private static final double MAX_PLAIN_BAR = 99_999.5;
  private static final int DIGITS = 6;
  private static final int BAR_DIGITS = 3;

  private NumberText() {}

  /** A number in a sentence, with six digits. */
  public static String inWords(double value) {
    return inWords(BigDecimal.valueOf(value));
  }

  /** A number in a sentence, with six digits. */
  public static String inWords(BigDecimal exact) {
    BigDecimal value = exact.round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
    return isPlain(value.doubleValue())
        ? value.stripTrailingZeros().toPlainString()
        : scientific("0.#####E0", value);
  }

  /** A number on a linear axis: as many decimals as the step between ticks. */
  public static String onAxis(BigDecimal value, BigDecimal step) {
    boolean isPlain = isPlain(step.doubleValue()) && isPlain(value.doubleValue());
    return isPlain && step.scale() > 0
        ? value.setScale(step.scale(), RoundingMode.HALF_EVEN).toPlainString()
        : inWords(value);
  }

  /** A number above a bar: three digits, all digits of larger whole parts: 0.125, 22.3, 3600. */
  public static String ofBar(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    if (value < MIN_PLAIN || value >= MAX_PLAIN_BAR) {
      return scientific("0.##E0", exact);
    }
    BigDecimal rounded =
        value >= 100
            ? exact.setScale(0, RoundingMode.HALF_UP)
            : exact.round(new MathContext(BAR_DIGITS));
    return rounded.stripTrailingZeros().toPlainString();
  }

  private static boolean isPlain(double value) {
    double size = Math.abs(value);
    return size == 0 || (size >= MIN_PLAIN && size < MAX_PLAIN);
  }

  private static String scientific(String pattern, BigDecimal value) {
    return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
  }
}
