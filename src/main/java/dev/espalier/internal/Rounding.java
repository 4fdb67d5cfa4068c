package dev.espalier.internal;

/** Comparisons of figures that were summed in different orders. */
public final class Rounding {
  /** By which two sums of the same figures may differ, relative. */
  private static final double TOLERANCE = 1e-12;

  private Rounding() {}

  /** Whether {@code a <= b}, but for rounding. */
  public static boolean isAtMost(double a, double b) {
    return a <= b + TOLERANCE * Math.abs(b);
  }
}
