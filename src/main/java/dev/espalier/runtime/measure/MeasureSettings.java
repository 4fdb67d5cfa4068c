package dev.espalier.runtime.measure;

import dev.espalier.internal.Checks;
import java.util.concurrent.locks.LockSupport;

/**
 * How times are measured.
 *
 * @param runs number of timed runs
 * @param warmUp number of runs before them, which are not timed
 * @param threads number of threads that compute one node
 * @param pauseMs time without work before each run, ms. Run after run finds its weights in the
 *     caches; a device that waits for its next sample has lost them meanwhile, and small networks
 *     then take several times as long.
 */
public record MeasureSettings(int runs, int warmUp, int threads, double pauseMs) {
  private static final double NS_PER_MS = 1e6;

  /**
   * @throws IllegalArgumentException if runs or threads is below 1, or the warm-up or the pause is
   *     negative
   */
  public MeasureSettings {
    Checks.count("profile", "runs", runs, 1);
    Checks.count("profile", "warm-up", warmUp, 0);
    Checks.count("profile", "threads", threads, 1);
    Checks.notNegative("profile", "pause", pauseMs);
  }

  /** Runs without a pause, one after another. */
  public MeasureSettings(int runs, int warmUp, int threads) {
    this(runs, warmUp, threads, 0);
  }

  /** Waits as long as a pause takes. */
  void pause() {
    long endNs = System.nanoTime() + Math.round(pauseMs * NS_PER_MS);
    for (long restNs = endNs - System.nanoTime(); restNs > 0; restNs = endNs - System.nanoTime()) {
      LockSupport.parkNanos(restNs);
    }
  }
}
