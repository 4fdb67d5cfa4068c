package dev.espalier.search.exhaustive;

import dev.espalier.cost.table.CostTables;
import java.util.Optional;

/**
 * The plans of some number of slices that begin with positions [0, firstEnd) on a device: the unit
 * of work of a thread.
 */
record Subtree(int slices, int firstDevice, int firstEnd) {

  /**
   * The subtree at an index, in the order of enumeration: fewer slices first, then by device, then
   * by end. Empty after the last one. They are not listed, as there may be millions.
   */
  static Optional<Subtree> at(long index, CostTables costs) {
    long left = index;
    for (int slices = costs.minSlices(); slices <= costs.maxSlices(); slices++) {
      int minEnd = slices == 1 ? costs.length() : 1;
      int ends = costs.length() - slices + 1 - minEnd + 1;
      long subtrees = (long) costs.deviceCount() * ends;
      if (left < subtrees) {
        return Optional.of(new Subtree(slices, (int) (left / ends), minEnd + (int) (left % ends)));
      }
      left -= subtrees;
    }
    return Optional.empty();
  }
}
