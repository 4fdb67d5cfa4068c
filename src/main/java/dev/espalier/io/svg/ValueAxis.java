package dev.espalier.io.svg;

import dev.espalier.study.BarChart;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * The axis that the bars stand on.
 *
 * @param isLogarithmic whether equal steps are equal factors
 * @param least value at its foot
 * @param most value at its top, with room for the label of the highest bar
 */
record ValueAxis(boolean isLogarithmic, double least, double most) {
  /** Above this factor between values, bars of the small ones would be too low to compare. */
  private static final double MOST_LINEAR_FACTOR = 50;

  /** Most of the smallest value that a logarithmic axis may start at. */
  private static final double MOST_FOOT_SHARE = 0.8;

  private static final double HEADROOM = 1.08;
  private static final double BELOW_FOOT = 0.005;
  private static final double LEAST_PLAIN = 0.0001;
  private static final double MOST_PLAIN = 99_999.5;
  private static final int DIGITS = 3;

  static ValueAxis of(BarChart chart) {
    double largest = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (BarChart.Series series : chart.series()) {
      for (double value : series.values()) {
        if (value > 0) {
          largest = Math.max(largest, value);
          smallest = Math.min(smallest, value);
        }
      }
    }
    if (largest == 0) {
      return new ValueAxis(false, 0, 1);
    }
    if (largest <= MOST_LINEAR_FACTOR * smallest) {
      return new ValueAxis(false, 0, largest * HEADROOM);
    }
    // The decade below the smallest value, but not too near to it: its bar must be seen.
    double foot = Math.pow(10, Math.ceil(Math.log10(smallest * MOST_FOOT_SHARE)) - 1);
    return new ValueAxis(true, foot, largest * Math.pow(largest / foot, HEADROOM - 1));
  }

  /** A pixel or two below the foot: XChart writes no number at the very end of an axis. */
  double belowLeast() {
    return isLogarithmic
        ? least * Math.pow(least / most, BELOW_FOOT)
        : least - (most - least) * BELOW_FOOT;
  }

  /** The value, or NaN where this axis has no place for a bar. */
  double drawable(double value) {
    return isLogarithmic && value == 0 ? Double.NaN : value;
  }

  /** Three digits, all digits of larger whole parts: 0.125, 22.3, 3600, 1.23E9. */
  static String label(double value) {
    if (value == 0 || Double.isNaN(value)) {
      return "0";
    }
    if (value < LEAST_PLAIN || value >= MOST_PLAIN) {
      return new DecimalFormat("0.##E0", DecimalFormatSymbols.getInstance(Locale.ROOT))
          .format(value);
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    BigDecimal rounded =
        value >= 100
            ? exact.setScale(0, RoundingMode.HALF_UP)
            : exact.round(new MathContext(DIGITS));
    return rounded.stripTrailingZeros().toPlainString();
  }
}
