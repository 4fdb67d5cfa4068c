package dev.espalier.runtime.measure;

import dev.espalier.internal.Checks;

/**
 * How times are measured.
 *
 * @param runs number of timed runs
 * @param warmUp number of runs before them, which are not timed
 * @param threads number of threads that compute one node
 */
public record MeasureSettings(int runs, int warmUp, int threads) {

  /**
   * @throws IllegalArgumentException if runs or threads is below 1 or the warm-up negative
   */
  public MeasureSettings {
    Checks.count("profile", "runs", runs, 1);
    Checks.count("profile", "warm-up", warmUp, 0);
    Checks.count("profile", "threads", threads, 1);
  }
}
