package dev.espalier.search.na2023;

import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** Shuffles lists. */
final class Shuffle {
  private Shuffle() {}

  /** Puts a list in random order, each with the same probability (Fisher and Yates). */
  static void of(List<?> list, RandomGenerator random) {
    for (int i = list.size() - 1; i > 0; i--) {
      Collections.swap(list, i, random.nextInt(i + 1));
    }
  }
}
