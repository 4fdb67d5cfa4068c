package dev.espalier.study;

/**
 * A range of numbers.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {

  /**
   * @throws IllegalArgumentException if an end is NaN or the upper one is below the lower one
   */
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "interval: low must be at most high but they are %s and %s".formatted(low, high));
    }
  }
}
