package dev.espalier.runtime.sample;

import dev.espalier.runtime.wire.Frame;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.SegmentExit;
import java.util.SplittableRandom;

/** Exits at which samples leave whatever their confidence. */
@FunctionalInterface
public interface ExitScript {
  /** Thresholds decide. */
  ExitScript NONE = sample -> Frame.NONE;

  /**
   * The exit of a sample.
   *
   * @return number of the exit, in order of the segments; -1 if thresholds decide
   */
  int exit(long sample);

  /**
   * Exits drawn with the probabilities of a plan: for random samples and untrained weights, whose
   * confidence says nothing. Every run of samples has as many at each exit as the probabilities
   * demand, up to one; which ones is random.
   *
   * @param seed equal seeds give equal exits
   */
  static ExitScript drawn(Manifest manifest, long samples, long seed) {
    double[] probabilities =
        manifest.exits().stream().mapToDouble(SegmentExit::probability).toArray();
    int[] exits = new int[Math.toIntExact(samples)];
    double[] owed = new double[probabilities.length];
    for (int i = 0; i < exits.length; i++) {
      int next = 0;
      for (int e = 0; e < owed.length; e++) {
        owed[e] += probabilities[e];
        next = owed[e] > owed[next] ? e : next;
      }
      owed[next]--;
      exits[i] = next;
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = exits.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = exits[i];
      exits[i] = exits[j];
      exits[j] = kept;
    }
    return sample -> exits[(int) Math.floorMod(sample, (long) exits.length)];
  }
}
