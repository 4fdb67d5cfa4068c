package dev.espalier.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Medians of measured numbers, some of which may be infinite. */
public final class Medians {
  private Medians() {}

  /** The median; of an even number the mean of the middle two. */
  public static double of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** A cell of a table; a dash stands for what is not finite. */
  public static String cell(String format, double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "-";
  }
}
