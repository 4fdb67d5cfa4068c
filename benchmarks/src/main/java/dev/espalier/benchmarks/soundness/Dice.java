package dev.espalier.benchmarks.soundness;

import dev.espalier.benchmarks.fleet.Draws;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Random choices.
 *
 * @param random the generator
 */
record Dice(RandomGenerator random) {

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  /** A whole number from a range, both ends included. */
  int from(int min, int max) {
    return min + random.nextInt(max - min + 1);
  }

  double logUniform(double from, double to) {
    return Draws.logUniform(from, to, random);
  }

  <T> T oneOf(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  /** Some of the items, in random order. */
  <T> List<T> some(List<T> items, int count) {
    List<T> shuffled = new ArrayList<>(items);
    for (int i = shuffled.size(); i > 1; i--) {
      Collections.swap(shuffled, i - 1, random.nextInt(i));
    }
    return List.copyOf(shuffled.subList(0, count));
  }

  /** Some of the whole numbers from a range, ascending. */
  List<Integer> someOf(int min, int max, int count) {
    List<Integer> all = new ArrayList<>();
    for (int i = min; i <= max; i++) {
      all.add(i);
    }
    return some(all, count).stream().sorted().toList();
  }
}
