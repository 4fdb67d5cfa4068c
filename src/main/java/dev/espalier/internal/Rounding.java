package dev.espalier.internal;

/** Comparisons of numbers that were summed in different orders. */
public final class Rounding {
  /** Relative difference allowed between two sums of the same numbers. */
  private static final double TOLERANCE = 1e-12;

  private Rounding() {}

  /** Whether {@code a <= b}, but for rounding. */
  public static boolean isAtMost(double a, double b) {
    return a <= b + TOLERANCE * Math.abs(b);
  }
}
