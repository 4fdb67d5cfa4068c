package dev.espalier.runtime.agent;

import java.util.ArrayList;
import java.util.List;

/** Time stamps that have not been sent yet; beyond a number of them, more are dropped. */
final class HopLog {
  private static final int MAX_HOPS = 100_000;
  private static final int MAX_TAKEN = 2_000;

  private final List<StampedHop> hops = new ArrayList<>();

  synchronized void add(StampedHop hop) {
    if (hops.size() < MAX_HOPS) {
      hops.add(hop);
    }
  }

  /** Hands over the oldest ones that are there, as many as fit into a small message. */
  synchronized List<StampedHop> take() {
    List<StampedHop> oldest = hops.subList(0, Math.min(hops.size(), MAX_TAKEN));
    List<StampedHop> taken = List.copyOf(oldest);
    oldest.clear();
    return taken;
  }
}
