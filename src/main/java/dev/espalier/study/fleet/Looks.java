package dev.espalier.study.fleet;

import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of samples at which groups are looked at, to sample those no longer that are decided.
 *
 * <p>They are fixed beforehand: each doubles the last, and the last one is the maximum. An interval
 * that may miss with the probability alpha / looks at each of them misses at any with at most alpha
 * (Bonferroni), whichever look a group is sampled up to.
 */
final class Looks {
  /** Maximum number of looks. */
  static final int MAX_LOOKS = 5;

  /** Fewer samples than this decide too little to be looked at. */
  private static final int MIN_SAMPLES = 50;

  private Looks() {}

  /** The numbers of samples of the looks, growing. */
  static List<Integer> of(int samples) {
    List<Integer> looks = new ArrayList<>();
    looks.add(samples);
    while (looks.size() < MAX_LOOKS && looks.get(0) / 2 >= MIN_SAMPLES) {
      looks.add(0, looks.get(0) / 2);
    }
    return looks;
  }
}
