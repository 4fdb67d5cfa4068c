package dev.espalier.io.svg;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * An axis of numbers with round ticks. XChart draws it in units of its own, called drawn numbers
 * here: XChart finds no good ticks for some ranges (and loops forever on those below 1e-10), but
 * always ticks whole numbers, so a linear axis is drawn in steps between ticks.
 *
 * @param isLogarithmic whether equal steps are equal factors; drawn numbers are then the numbers
 * @param from drawn number at its beginning
 * @param to drawn number at its end
 * @param step difference between two ticks of a linear axis
 */
record Scale(boolean isLogarithmic, double from, double to, BigDecimal step) {
  /** Above this factor between heights, the small ones could not be told apart. */
  private static final double MOST_LINEAR_FACTOR = 50;

  /** A logarithmic axis of less would have too few ticks. */
  private static final double LEAST_LOGARITHMIC_FACTOR = 2;

  /** Heights begin at 0 unless the least is above this share of the largest. */
  private static final double MOST_ZERO_BASED = 0.6;

  /** Differences of a smaller share are not worth to be looked at. */
  private static final double LEVEL = 1e-6;

  /** Free space at an end, as a share of the range. */
  private static final double MARGIN = 0.04;

  /** XChart writes no number at the very end of an axis. */
  private static final double BEYOND_END = 0.01;

  private static final int HEIGHT_TICKS = 6;
  private static final int PLACE_TICKS = 8;
  private static final double LEAST_PLAIN = 1e-4;
  private static final double MOST_PLAIN = 1e6;

  /** Digits of numbers in descriptions. */
  private static final int DIGITS = 6;

  /** Decades up to which all, or only some, numbers between are labelled. */
  private static final double FULLY_LABELLED = 1;

  private static final double PARTLY_LABELLED = 2.5;
  private static final int MOST_DECADE_LABELS = 9;

  /**
   * The vertical axis for these heights; NaN counts as none.
   *
   * @param mayBeLogarithmic whether it is logarithmic if the heights differ widely
   */
  static Scale ofHeights(double[] heights, boolean mayBeLogarithmic) {
    double least = least(heights);
    double most = most(heights);
    if (mayBeLogarithmic && least > 0 && most > MOST_LINEAR_FACTOR * least) {
      return logarithmic(least, most);
    }
    if (most - least <= LEVEL * Math.max(Math.abs(least), Math.abs(most))) {
      least = Math.min(least, 0);
      most = most == 0 && least == 0 ? 1 : Math.max(most, 0);
    } else if (least >= 0 && least <= MOST_ZERO_BASED * most) {
      least = 0;
    }
    double margin = (most - least) * MARGIN;
    BigDecimal step = niceStep((most - least) / HEIGHT_TICKS);
    double low = least == 0 ? 0 : Math.floor((least - margin) / step.doubleValue());
    double high = most == 0 ? 0 : Math.ceil(most / step.doubleValue());
    return new Scale(false, low - BEYOND_END, high + BEYOND_END, step);
  }

  /** The horizontal axis for these places. */
  static Scale ofPlaces(double[] places, boolean isLogarithmic) {
    double least = least(places);
    double most = most(places);
    if (isLogarithmic && most >= LEAST_LOGARITHMIC_FACTOR * least) {
      return logarithmic(least, most);
    }
    if (most == least) {
      double room = most == 0 ? 1 : Math.abs(most) / 2;
      least -= room;
      most += room;
    }
    double margin = (most - least) * MARGIN;
    BigDecimal step = niceStep((most - least) / PLACE_TICKS);
    return new Scale(
        false, (least - margin) / step.doubleValue(), (most + margin) / step.doubleValue(), step);
  }

  /** The axis for 0, 1, 2, ... up to a count, with half a step at each end. */
  static Scale ofIndices(int count) {
    return new Scale(false, -0.5, count - 0.5, BigDecimal.ONE);
  }

  private static Scale logarithmic(double least, double most) {
    double margin = Math.pow(most / least, MARGIN);
    return new Scale(true, least / margin, most * margin, BigDecimal.ONE);
  }

  private static double least(double[] values) {
    return DoubleStream.of(values).filter(value -> !Double.isNaN(value)).min().orElseThrow();
  }

  private static double most(double[] values) {
    return DoubleStream.of(values).filter(value -> !Double.isNaN(value)).max().orElseThrow();
  }

  /** 1, 2 or 5 times a power of ten, near to this. */
  private static BigDecimal niceStep(double rough) {
    int exponent = (int) Math.floor(Math.log10(rough));
    double lead = rough / Math.pow(10, exponent);
    int digit = lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10;
    return BigDecimal.valueOf(digit).scaleByPowerOfTen(exponent).stripTrailingZeros();
  }

  /** Where a number is drawn. */
  double drawn(double value) {
    return isLogarithmic ? value : value / step.doubleValue();
  }

  /** Steps between ticks of a linear axis. */
  double steps() {
    return to - from;
  }

  /** What stands at a tick. */
  String label(double drawn) {
    if (!isLogarithmic) {
      return linearLabel(BigDecimal.valueOf(drawn).multiply(step));
    }
    double decades = Math.log10(to / from);
    int decade = (int) Math.floor(Math.log10(drawn) + LEVEL);
    long lead = Math.round(drawn / Math.pow(10, decade));
    int each = (int) Math.ceil(decades / MOST_DECADE_LABELS);
    boolean isLabelled =
        decades <= FULLY_LABELLED
            || (decades <= PARTLY_LABELLED && (lead == 2 || lead == 5))
            || (lead == 1 && decade % each == 0);
    return isLabelled ? text(BigDecimal.valueOf(drawn)) : " ";
  }

  /** All labels of an axis have as many digits behind the point as its step. */
  private String linearLabel(BigDecimal value) {
    boolean isPlain = isPlain(step.doubleValue()) && isPlain(value.doubleValue());
    return isPlain && step.scale() > 0
        ? value.setScale(step.scale(), RoundingMode.HALF_EVEN).toPlainString()
        : text(value);
  }

  private static boolean isPlain(double value) {
    double size = Math.abs(value);
    return size == 0 || (size >= LEAST_PLAIN && size < MOST_PLAIN);
  }

  /** A number in a sentence, with six digits. */
  static String inWords(double value) {
    return text(BigDecimal.valueOf(value));
  }

  private static String text(BigDecimal exact) {
    BigDecimal value = exact.round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
    return isPlain(value.doubleValue())
        ? value.stripTrailingZeros().toPlainString()
        : new DecimalFormat("0.#####E0", DecimalFormatSymbols.getInstance(Locale.ROOT))
            .format(value);
  }
}
