package dev.espalier.runtime.agent;

import java.util.ArrayList;
import java.util.List;

/** Time stamps that have not been sent yet; beyond a number of them, more are dropped. */
final class HopLog {
  private static final int MAX_HOPS = 100_000;

  private final List<StampedHop> hops = new ArrayList<>();

  synchronized void add(StampedHop hop) {
    if (hops.size() < MAX_HOPS) {
      hops.add(hop);
    }
  }

  /** Hands over what is there. */
  synchronized List<StampedHop> take() {
    List<StampedHop> taken = List.copyOf(hops);
    hops.clear();
    return taken;
  }
}
