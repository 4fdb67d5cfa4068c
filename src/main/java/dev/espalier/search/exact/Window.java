package dev.espalier.search.exact;

import dev.espalier.search.local.Trial;
import java.util.BitSet;

/**
 * Neighboring slices of a plan that are searched anew, on their own devices and on idle ones, while
 * the others stay.
 */
final class Window {
  private final Trial plan;
  private final int first;
  private final int last;
  private final BitSet reserved = new BitSet();

  /** The slices [first, last) of a plan, which is not changed meanwhile. */
  Window(Trial plan, int first, int last) {
    this.plan = plan;
    this.first = first;
    this.last = last;
    for (int k = last; k < plan.count; k++) {
      reserved.set(plan.devices[k]);
    }
  }

  /** Keeps a device from running any of the slices that are searched anew. */
  void bar(int device) {
    reserved.set(device);
  }

  /** Index of the first slice that is searched anew. */
  int first() {
    return first;
  }

  /** Index of the first slice behind. */
  int last() {
    return last;
  }

  /** Number of slices of the plan. */
  int count() {
    return plan.count;
  }

  int device(int k) {
    return plan.devices[k];
  }

  int start(int k) {
    return plan.starts[k];
  }

  /** First position. */
  int from() {
    return plan.starts[first];
  }

  /** Position behind the last one. */
  int to() {
    return plan.end(last - 1);
  }

  /** Whether a device runs a slice behind, or is barred. */
  boolean isReserved(int device) {
    return reserved.get(device);
  }
}
