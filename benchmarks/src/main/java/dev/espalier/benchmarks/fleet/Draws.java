package dev.espalier.benchmarks.fleet;

import java.util.random.RandomGenerator;

/** Random numbers of the laws that problems are drawn by. */
public final class Draws {
  private Draws() {}

  /** A number whose logarithm is uniform. */
  public static double logUniform(double from, double to, RandomGenerator random) {
    return from * Math.pow(to / from, random.nextDouble());
  }

  /** The numbers from 0 to n - 1 in random order (Durstenfeld's shuffle). */
  static int[] permutation(int n, RandomGenerator random) {
    int[] shuffled = new int[n];
    for (int i = 0; i < n; i++) {
      int place = random.nextInt(i + 1);
      shuffled[i] = shuffled[place];
      shuffled[place] = i;
    }
    return shuffled;
  }
}
