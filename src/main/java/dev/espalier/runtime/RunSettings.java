package dev.espalier.runtime;

import dev.espalier.internal.Checks;

/**
 * How files are run.
 *
 * @param optimized whether the runtime may fuse and rearrange nodes, as it does by default; then
 *     results differ by rounding from those of the nodes one by one
 * @param threads number of threads that compute one node
 */
public record RunSettings(boolean optimized, int threads) {
  /** Every node as it is, on one thread: equal inputs give equal bits, however a graph is split. */
  public static final RunSettings EXACT = new RunSettings(false, 1);

  /** Maximum number of threads; each is created, whether or not there is a core for it. */
  public static final int MAX_THREADS = 1024;

  /**
   * @throws IllegalArgumentException if {@code threads} is below 1
   */
  public RunSettings {
    Checks.count("settings", "threads", threads, 1);
  }
}
