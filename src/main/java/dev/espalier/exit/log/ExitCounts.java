package dev.espalier.exit.log;

import dev.espalier.exit.ExitBehavior;
import dev.espalier.exit.ExitUse;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Numbers of samples that leave at each exit, the final one last, and of those that are classified
 * correctly there. Whole numbers, so that nothing is rounded before the one division that yields a
 * probability.
 */
record ExitCounts(int[] leaving, int[] correct) {

  static ExitCounts none(int exits) {
    return new ExitCounts(new int[exits], new int[exits]);
  }

  /** Counts a sample that leaves at this exit. */
  void add(int exit, boolean isCorrect) {
    leaving[exit]++;
    correct[exit] += isCorrect ? 1 : 0;
  }

  /**
   * Counts samples that leave at this exit.
   *
   * @param samples a bit for each
   * @param correctOnes a bit for each that would be classified correctly here
   */
  void add(int exit, long samples, long correctOnes) {
    leaving[exit] += Long.bitCount(samples);
    correct[exit] += Long.bitCount(samples & correctOnes);
  }

  /**
   * The counts as probabilities.
   *
   * @param thresholds of each side exit; only those of deployed ones are read
   */
  ExitBehavior behavior(ExitLog log, double[] thresholds, BitSet deployed) {
    int last = log.exits().size() - 1;
    List<ExitUse> uses = new ArrayList<>();
    for (int e = 0; e <= last; e++) {
      String name = log.exits().get(e);
      if (e < last && !deployed.get(e)) {
        uses.add(ExitUse.dropped(name));
        continue;
      }
      uses.add(
          new ExitUse(
              name,
              true,
              e < last ? OptionalDouble.of(thresholds[e]) : OptionalDouble.empty(),
              (double) leaving[e] / log.samples(),
              leaving[e] == 0
                  ? OptionalDouble.empty()
                  : OptionalDouble.of((double) correct[e] / leaving[e])));
    }
    return new ExitBehavior(uses);
  }
}
