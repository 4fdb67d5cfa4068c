package dev.espalier.study.fleet;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Where the devices of each kind stand in {@link Fleet#catalog()}. Immutable and thread-safe. */
final class Places {
  private final int[] firsts;
  private final int[] ends;
  private final boolean[] alike;

  /** The places of a fleet's devices, which are alike or not in these worlds. */
  Places(Fleet fleet, FleetWorlds worlds) {
    int kinds = fleet.kinds().size();
    firsts = new int[kinds];
    ends = new int[kinds];
    alike = new boolean[kinds];
    int first = fleet.devices().size();
    for (int k = 0; k < kinds; k++) {
      firsts[k] = first;
      first += fleet.kinds().get(k).max();
      ends[k] = first;
      alike[k] = worlds.areAlike(fleet, k);
    }
  }

  /** Indices of the devices that are always there, and of the first ones of each kind. */
  IntStream devices(List<Integer> counts) {
    return IntStream.concat(
        IntStream.range(0, firsts[0]),
        IntStream.range(0, firsts.length)
            .flatMap(k -> IntStream.range(firsts[k], firsts[k] + counts.get(k))));
  }

  /**
   * How many devices of each kind a group needs for a plan that uses these: one more than the
   * highest index, or their number where they are alike, as the first ones then do as well.
   */
  int[] used(BitSet indexes) {
    int[] used = new int[firsts.length];
    for (int k = 0; k < used.length; k++) {
      BitSet ofKind = indexes.get(firsts[k], ends[k]);
      used[k] = alike[k] ? ofKind.cardinality() : ofKind.length();
    }
    return used;
  }
}
