package dev.espalier.study.random;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The random numbers of one purpose, such as the speed of a device: for each sample a generator of
 * its own. Immutable and thread-safe.
 *
 * <p>What is drawn for a sample depends on the seed, the purpose and the index of the sample alone:
 * neither on the order in which samples are evaluated or the number of threads, nor on what other
 * purposes draw. Method: the seed of each generator is a hash of the three (the 64-bit finalizer of
 * MurmurHash3 in the variant of Stafford, as in SplitMix64; Steele, Lea and Flood, Fast splittable
 * pseudorandom number generators, 2014). Equal on every machine and Java version.
 */
public final class RandomStream {
  private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

  private final long key;

  private RandomStream(long key) {
    this.key = key;
  }

  /**
   * The random numbers of a purpose.
   *
   * @param seed seed of all purposes
   * @param purpose its name, unique among those of the seed
   */
  public static RandomStream of(long seed, String purpose) {
    long key = mixed(seed + GOLDEN_RATIO);
    for (byte each : purpose.getBytes(StandardCharsets.UTF_8)) {
      key = mixed((key ^ each) + GOLDEN_RATIO);
    }
    return new RandomStream(key);
  }

  /** The generator of a sample; it is new at each call, and gives the same numbers each time. */
  public RandomGenerator at(long sample) {
    return new SplittableRandom(mixed(key + mixed(sample + GOLDEN_RATIO)));
  }

  private static long mixed(long bits) {
    long first = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    long second = (first ^ (first >>> 27)) * 0x94d049bb133111ebL;
    return second ^ (second >>> 31);
  }
}
