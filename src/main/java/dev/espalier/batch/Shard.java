package dev.espalier.batch;

import dev.espalier.error.InvalidFieldException;

/**
 * A part of a batch: every {@code of}-th scenario, so that hard and easy stretches are spread.
 *
 * @param index its number, from 0
 * @param of number of shards
 */
public record Shard(int index, int of) {
  /**
   * Maximum number of shards. A job of Kubernetes that limits the failures of each index takes no
   * more without further limits.
   */
  public static final int MAX_SHARDS = 100_000;

  /** The whole batch. */
  public static final Shard WHOLE = new Shard(0, 1);

  /**
   * @throws IllegalArgumentException if there is no such shard
   */
  public Shard {
    if (of < 1 || of > MAX_SHARDS) {
      throw new InvalidFieldException(
          "of", "number of shards must be from 1 to %d but is %d".formatted(MAX_SHARDS, of));
    }
    if (index < 0 || index >= of) {
      throw new InvalidFieldException(
          "index",
          "shards are counted from 0: of %d, they are %d/%d to %d/%d, but found %d/%d"
              .formatted(of, 0, of, of - 1, of, index, of));
    }
  }

  /** As users write it: {@code I/N}. */
  public String text() {
    return index + "/" + of;
  }

  /** Whether a scenario belongs to it; its index is from 0. */
  public boolean has(long scenario) {
    return scenario % of == index;
  }

  /** Number of its scenarios, of so many in all. */
  public long size(long scenarios) {
    return (scenarios - index + of - 1) / of;
  }
}
