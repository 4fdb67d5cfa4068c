package dev.espalier.io.svg;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * An axis of numbers with round ticks. {@link StrictMath} gives the same places on every machine.
 *
 * @param isLogarithmic whether equal steps are equal factors
 * @param from number at its beginning
 * @param to number at its end
 * @param step difference between two ticks of a linear axis
 */
public record Scale(boolean isLogarithmic, double from, double to, BigDecimal step) {
  /** Above this factor between heights, the small ones could not be distinguished. */
  private static final double MAX_LINEAR_FACTOR = 50;

  /** A logarithmic axis of less would have too few ticks. */
  private static final double MIN_LOGARITHMIC_FACTOR = 2;

  /** Heights begin at 0 unless the smallest is above this fraction of the largest. */
  private static final double MAX_ZERO_BASED = 0.35;

  /** Relative differences below this are ignored. */
  private static final double LEVEL = 1e-6;

  /** Free space at an end, as a share of the range. */
  private static final double MARGIN = 0.04;

  /** Maximum start of a logarithmic axis, as a fraction of the smallest bar. */
  private static final double MAX_FOOT_SHARE = 0.8;

  /** Free space above the highest bar, for its label, as a share of the range. */
  private static final double HEADROOM = 0.08;

  private static final int HEIGHT_TICKS = 6;
  private static final int PLACE_TICKS = 8;

  /** Decades up to which all, or only some, numbers between are labeled. */
  private static final double FULLY_LABELED = 1;

  private static final double PARTLY_LABELED = 2.5;
  private static final int MAX_DECADE_LABELS = 9;

  /**
   * The vertical axis for these heights; NaN counts as none.
   *
   * @param mayBeLogarithmic whether it is logarithmic if the heights differ widely
   */
  public static Scale ofHeights(double[] heights, boolean mayBeLogarithmic) {
    double min = minimum(heights);
    double max = maximum(heights);
    if (mayBeLogarithmic && min > 0 && max > MAX_LINEAR_FACTOR * min) {
      return logarithmic(min, max);
    }
    if (max - min <= LEVEL * Math.max(Math.abs(min), Math.abs(max))) {
      min = Math.min(min, 0);
      max = max == 0 && min == 0 ? 1 : Math.max(max, 0);
    } else if (min >= 0 && min <= MAX_ZERO_BASED * max) {
      min = 0;
    }
    double margin = (max - min) * MARGIN;
    BigDecimal exactStep = niceStep((max - min) / HEIGHT_TICKS);
    double step = exactStep.doubleValue();
    double from = min == 0 ? 0 : Math.floor((min - margin) / step) * step;
    double to = max == 0 ? 0 : Math.ceil(max / step) * step;
    return new Scale(false, from, to, exactStep);
  }

  /**
   * The vertical axis for bars of these values, which are not negative; NaN counts as none. It
   * begins at 0, or, where the values differ widely, it is logarithmic and has no place for 0.
   */
  public static Scale ofBars(double[] values) {
    double[] positive = DoubleStream.of(values).filter(value -> value > 0).toArray();
    double max = positive.length == 0 ? 1 : maximum(positive);
    double min = positive.length == 0 ? 1 : minimum(positive);
    if (max <= MAX_LINEAR_FACTOR * min) {
      return new Scale(false, 0, max * (1 + HEADROOM), niceStep(max / HEIGHT_TICKS));
    }
    // The decade below the smallest value, but not too near to it: its bar must be seen.
    double decade = Math.ceil(StrictMath.log10(min * MAX_FOOT_SHARE)) - 1;
    double foot = BigDecimal.ONE.scaleByPowerOfTen((int) decade).doubleValue();
    double top = max * StrictMath.pow(max / foot, HEADROOM);
    return new Scale(true, foot, top, BigDecimal.ONE);
  }

  /** The horizontal axis for these places. */
  public static Scale ofPlaces(double[] places, boolean isLogarithmic) {
    double min = minimum(places);
    double max = maximum(places);
    if (isLogarithmic && max >= MIN_LOGARITHMIC_FACTOR * min) {
      return logarithmic(min, max);
    }
    if (max == min) {
      double room = max == 0 ? 1 : Math.abs(max) / 2;
      min -= room;
      max += room;
    }
    double margin = (max - min) * MARGIN;
    BigDecimal step = niceStep((max - min) / PLACE_TICKS);
    return new Scale(false, min - margin, max + margin, step);
  }

  /** The axis from one number to another one, without space at its ends. */
  public static Scale ofRange(double from, double to, boolean isLogarithmic) {
    BigDecimal step = niceStep((to - from) / PLACE_TICKS);
    return new Scale(isLogarithmic && to >= MIN_LOGARITHMIC_FACTOR * from, from, to, step);
  }

  /** The axis for 0, 1, 2, ... up to a count, with half a step at each end. */
  public static Scale ofIndices(int count) {
    return new Scale(false, -0.5, count - 0.5, BigDecimal.ONE);
  }

  private static Scale logarithmic(double min, double max) {
    double margin = StrictMath.pow(max / min, MARGIN);
    return new Scale(true, min / margin, max * margin, BigDecimal.ONE);
  }

  private static double minimum(double[] values) {
    return DoubleStream.of(values).filter(value -> !Double.isNaN(value)).min().orElseThrow();
  }

  private static double maximum(double[] values) {
    return DoubleStream.of(values).filter(value -> !Double.isNaN(value)).max().orElseThrow();
  }

  /** 1, 2 or 5 times a power of ten, near to this. */
  private static BigDecimal niceStep(double rough) {
    int exponent = (int) Math.floor(StrictMath.log10(rough));
    double lead = rough / StrictMath.pow(10, exponent);
    int digit = lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10;
    return BigDecimal.valueOf(digit).scaleByPowerOfTen(exponent).stripTrailingZeros();
  }

  /** The place of a number: 0 at the beginning of the axis, 1 at its end. */
  public double share(double value) {
    return isLogarithmic
        ? (StrictMath.log10(value) - StrictMath.log10(from)) / decades()
        : (value - from) / (to - from);
  }

  private double decades() {
    return StrictMath.log10(to) - StrictMath.log10(from);
  }

  /** The marks of the axis, from its beginning to its end. */
  public List<Tick> ticks() {
    return isLogarithmic ? logarithmicTicks() : linearTicks();
  }

  private List<Tick> linearTicks() {
    List<Tick> ticks = new ArrayList<>();
    long last = (long) Math.floor(to / step.doubleValue() + LEVEL);
    for (long i = (long) Math.ceil(from / step.doubleValue() - LEVEL); i <= last; i++) {
      BigDecimal value = BigDecimal.valueOf(i).multiply(step);
      ticks.add(new Tick(share(value.doubleValue()), NumberText.onAxis(value, step)));
    }
    return ticks;
  }

  private List<Tick> logarithmicTicks() {
    List<Tick> ticks = new ArrayList<>();
    int maxLead = decades() > MAX_DECADE_LABELS ? 1 : 9;
    for (int decade = (int) Math.floor(StrictMath.log10(from) - LEVEL);
        decade <= Math.floor(StrictMath.log10(to) + LEVEL);
        decade++) {
      for (int lead = 1; lead <= maxLead; lead++) {
        BigDecimal value = BigDecimal.valueOf(lead).scaleByPowerOfTen(decade);
        double share = share(value.doubleValue());
        if (share >= -LEVEL && share <= 1 + LEVEL) {
          ticks.add(new Tick(share, isLabeled(lead, decade) ? NumberText.inWords(value) : ""));
        }
      }
    }
    return ticks;
  }

  private boolean isLabeled(int lead, int decade) {
    int each = (int) Math.ceil(decades() / MAX_DECADE_LABELS);
    return decades() <= FULLY_LABELED
        || (decades() <= PARTLY_LABELED && (lead == 2 || lead == 5))
        || (lead == 1 && decade % each == 0);
  }
}
