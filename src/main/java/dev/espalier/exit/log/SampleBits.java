package dev.espalier.exit.log;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntPredicate;

/**
 * Sets of the samples of a log, a bit for each, so that samples are counted 64 at a time. Sets are
 * built on first use and cached. Thread-safe.
 */
final class SampleBits {
  /** Maximum memory for cached sets; with more thresholds, some are rebuilt at each use. */
  private static final long MAX_BYTES = 1L << 28;

  private final SortedLog sorted;

  /** Number of words in each set; bits beyond the last sample are 0. */
  private final int words;

  private final AtomicReferenceArray<long[]> correct;
  private final AtomicReferenceArray<long[]>[] staying;

  @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of a generic type
  SampleBits(SortedLog sorted) {
    this.sorted = sorted;
    words = (sorted.log().samples() + Long.SIZE - 1) / Long.SIZE;
    int exits = sorted.log().exits().size();
    correct = new AtomicReferenceArray<>(exits);
    int keptLevels = (int) Math.min(Short.MAX_VALUE, MAX_BYTES / (8L * words * exits));
    staying = new AtomicReferenceArray[exits - 1];
    for (int e = 0; e < staying.length; e++) {
      staying[e] = new AtomicReferenceArray<>(Math.min(keptLevels, sorted.cells(e)));
    }
  }

  /** All samples; the array is the caller's. */
  long[] all() {
    long[] bits = new long[words];
    Arrays.fill(bits, -1L);
    int inLastWord = sorted.log().samples() % Long.SIZE;
    if (inLastWord > 0) {
      bits[words - 1] = (1L << inLastWord) - 1;
    }
    return bits;
  }

  /** The samples that are classified correctly at an exit. */
  long[] correct(int exit) {
    long[] known = correct.get(exit);
    if (known == null) {
      known = of(s -> sorted.log().isCorrect(exit, s));
      correct.set(exit, known);
    }
    return known;
  }

  /** The samples that do not leave at a side exit at this level. */
  long[] staying(int exit, int level) {
    boolean isKept = level < staying[exit].length();
    long[] known = isKept ? staying[exit].get(level) : null;
    if (known == null) {
      known = of(s -> sorted.cell(exit, s) <= level);
      if (isKept) {
        staying[exit].set(level, known);
      }
    }
    return known;
  }

  /** The samples that satisfy a predicate. */
  long[] of(IntPredicate isIn) {
    long[] bits = new long[words];
    for (int s = 0; s < sorted.log().samples(); s++) {
      if (isIn.test(s)) {
        bits[s / Long.SIZE] |= 1L << s; // the shift takes its distance modulo 64
      }
    }
    return bits;
  }
}
