package dev.espalier.search.na2023;

import dev.espalier.plan.DeploymentMatrix;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
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
  static Partition random(int slices, int length, RandomGenerator random) {
    BitSet cuts = new BitSet();
    for (int count = 0; count < slices - 1; count++) {
      cuts.set(nthFree(cuts, random.nextInt(length - count)));
    }
    return new Partition(cuts, length);
  }

  /** The partition of a deployment. */
  static Partition of(DeploymentMatrix matrix) {
    return of(matrix.partition());
  }

  /** A partition of these bits. */
  static Partition of(boolean[] bits) {
    BitSet cuts = new BitSet();
    for (int bit = 0; bit < bits.length; bit++) {
      cuts.set(bit, bits[bit]);
    }
    return new Partition(cuts, bits.length);
  }

  /** The matrix in which these devices, by index, run the slices. */
  DeploymentMatrix deployed(List<String> devices, int[] deviceOfSlice) {
    boolean[] bits = new boolean[length];
    cuts.stream().forEach(bit -> bits[bit] = true);
    return DeploymentMatrix.of(devices, bits, deviceOfSlice);
  }

  /** Number of slices. */
  int slices() {
    return cuts.cardinality() + 1;
  }

  /** The boundaries that are cut, in order. */
  int[] boundaries() {
    return cuts.stream().map(bit -> bit + 1).toArray();
  }

  /**
   * The two children of two parents: of the cuts that only one of them has, one of each, drawn at
   * random, is exchanged. The parents themselves where one has no cut of its own.
   */
  static List<Partition> exchanged(Partition mother, Partition father, RandomGenerator random) {
    BitSet onlyMother = (BitSet) mother.cuts.clone();
    onlyMother.andNot(father.cuts);
    BitSet onlyFather = (BitSet) father.cuts.clone();
    onlyFather.andNot(mother.cuts);
    if (onlyMother.isEmpty() || onlyFather.isEmpty()) {
      return List.of(mother, father);
    }
    int given = nthCut(onlyMother, random.nextInt(onlyMother.cardinality()));
    int taken = nthCut(onlyFather, random.nextInt(onlyFather.cardinality()));
    return List.of(mother.with(given, taken), father.with(taken, given));
  }

  private Partition with(int cleared, int set) {
    BitSet child = (BitSet) cuts.clone();
    child.clear(cleared);
    child.set(set);
    return new Partition(child, length);
  }

  /**
   * One cut, drawn at random, moved to a free boundary; itself where there is no cut or none free.
   */
  Partition moved(RandomGenerator random) {
    int count = cuts.cardinality();
    return count == 0 || count == length
        ? this
        : with(nthCut(cuts, random.nextInt(count)), nthFree(cuts, random.nextInt(length - count)));
  }

  /**
   * The partition with a random change, each kind with the same probability: a cut moved, a cut
   * added, or a cut removed, as far as the number of slices stays allowed; itself where none is.
   */
  Partition mutated(int minSlices, int maxSlices, RandomGenerator random) {
    int count = cuts.cardinality();
    List<Partition> changes = new ArrayList<>();
    if (count > 0 && count < length) {
      changes.add(moved(random));
    }
    if (count < Math.min(length, maxSlices - 1)) {
      BitSet child = (BitSet) cuts.clone();
      child.set(nthFree(cuts, random.nextInt(length - count)));
      changes.add(new Partition(child, length));
    }
    if (count > minSlices - 1) {
      BitSet child = (BitSet) cuts.clone();
      child.clear(nthCut(cuts, random.nextInt(count)));
      changes.add(new Partition(child, length));
    }
    return switch (changes.size()) {
      case 0 -> this;
      case 1 -> changes.get(0);
      default -> changes.get(random.nextInt(changes.size()));
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Partition partition
        && length == partition.length
        && cuts.equals(partition.cuts);
  }

  @Override
  public int hashCode() {
    return cuts.hashCode();
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
