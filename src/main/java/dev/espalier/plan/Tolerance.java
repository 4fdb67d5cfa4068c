package dev.espalier.plan;

/**
 * Compares with limits: they are inclusive, and rounding must not break them, so comparisons allow
 * a relative 1e-9.
 */
public final class Tolerance {
  /** Relative tolerance of every limit. */
  public static final double RELATIVE = 1e-9;

  private Tolerance() {}

  /** Whether a need is within a limit. */
  public static boolean isWithin(double need, double limit) {
    return need <= limit * (1 + RELATIVE);
  }
}
