package dev.espalier.search.na2023;

import dev.espalier.cost.table.CostTables;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/**
 * The partitioning chromosome: L - 1 bits, in which bit b - 1 is set if boundary b is cut.
 * Immutable.
 */
final class Partition {
  private final BitSet cuts;

  /** Number of bits, L - 1. */
  private final int length;

  private Partition(BitSet cuts, int length) {
    this.cuts = cuts;
    this.length = length;
  }

  /** A partition with this many slices, its cuts drawn at random. */
  static Partition random(int slices, CostTables costs, RandomGenerator random) {
    Partition uncut = new Partition(new BitSet(), costs.length() - 1);
    return uncut.repaired(slices, slices, random);
  }

  /** A partition with these cuts, bit b - 1 for boundary b. */
  static Partition of(BitSet cuts, int length) {
    return new Partition((BitSet) cuts.clone(), length);
  }

  /** Number of slices. */
  int slices() {
    return cuts.cardinality() + 1;
  }

  /** Start of each slice. */
  int[] starts() {
    int[] starts = new int[slices()];
    int bit = -1;
    for (int k = 1; k < starts.length; k++) {
      bit = cuts.nextSetBit(bit + 1);
      starts[k] = bit + 1;
    }
    return starts;
  }

  /**
   * The child of a one-point crossover: the bits of this one before the point, then the other's.
   */
  Partition joined(Partition other, int point) {
    BitSet child = (BitSet) other.cuts.clone();
    child.clear(0, point);
    for (int bit = cuts.nextSetBit(0); bit >= 0 && bit < point; bit = cuts.nextSetBit(bit + 1)) {
      child.set(bit);
    }
    return new Partition(child, length);
  }

  /**
   * One cut, drawn at random, moved to a free boundary; itself where there is no cut or none free.
   */
  Partition moved(RandomGenerator random) {
    int count = cuts.cardinality();
    if (count == 0 || count == length) {
      return this;
    }
    BitSet child = (BitSet) cuts.clone();
    int to = nthFree(cuts, random.nextInt(length - count));
    child.clear(nthCut(cuts, random.nextInt(count)));
    child.set(to);
    return new Partition(child, length);
  }

  /** Cuts removed or added at random until the number of slices is allowed. */
  Partition repaired(int minSlices, int maxSlices, RandomGenerator random) {
    if (slices() >= minSlices && slices() <= maxSlices) {
      return this;
    }
    BitSet child = (BitSet) cuts.clone();
    for (int count = child.cardinality(); count > maxSlices - 1; count--) {
      child.clear(nthCut(child, random.nextInt(count)));
    }
    for (int count = child.cardinality(); count < minSlices - 1; count++) {
      child.set(nthFree(child, random.nextInt(length - count)));
    }
    return new Partition(child, length);
  }

  private static int nthCut(BitSet bits, int n) {
    int bit = bits.nextSetBit(0);
    for (int skip = n; skip > 0; skip--) {
      bit = bits.nextSetBit(bit + 1);
    }
    return bit;
  }

  private static int nthFree(BitSet bits, int n) {
    int bit = bits.nextClearBit(0);
    for (int skip = n; skip > 0; skip--) {
      bit = bits.nextClearBit(bit + 1);
    }
    return bit;
  }
}
