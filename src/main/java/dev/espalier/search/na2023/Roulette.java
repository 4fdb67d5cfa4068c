package dev.espalier.search.na2023;

import java.util.random.RandomGenerator;

/** Fitness-proportional selection: the wheel of a generation, with a sector for each member. */
final class Roulette {
  /** End of the sector of each member. */
  private final double[] ends;

  /**
   * A wheel.
   *
   * @param fitness fitness of each member, above 0; their sum must be finite
   */
  Roulette(double[] fitness) {
    ends = new double[fitness.length];
    double end = 0;
    for (int i = 0; i < fitness.length; i++) {
      end += fitness[i];
      ends[i] = end;
    }
  }

  /** Index of a member, drawn with a chance in proportion to its fitness. */
  int spin(RandomGenerator random) {
    double ball = random.nextDouble() * ends[ends.length - 1];
    int low = 0;
    int high = ends.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ball < ends[middle]) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
