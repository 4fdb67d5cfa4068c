package dev.espalier.study.map;

/**
 * A point of a map, in the units of its parameters.
 *
 * @param x value of the first parameter
 * @param y value of the second one; 0 where only one is varied
 */
public record MapPoint(double x, double y) {

  /** A point of a map of one parameter. */
  public static MapPoint of(double x) {
    return new MapPoint(x, 0);
  }
}
