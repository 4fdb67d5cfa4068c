package dev.espalier.runtime.live;

import dev.espalier.io.json.control.LinkBody;
import dev.espalier.runtime.coordinator.Steering;
import dev.espalier.runtime.wire.FrameKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Has links measured that carry no samples: else nobody would notice that one has recovered. Each
 * agent measures one link at a time. Not thread-safe.
 */
final class Probing {
  /** What is sent first; an agent sends more where that is too short to be measured. */
  private static final long BYTES = 4_096;

  /** An agent that has not answered has lost what it measured, or itself. */
  private static final double LOST_MS = 10_000;

  private final double everyMs;
  private final UnaryOperator<String> addresses;
  private final Map<Beliefs.Ends, Double> probedMs = new HashMap<>();

  /** How many bytes it took to measure a link. */
  private final Map<Beliefs.Ends, Long> bytes = new HashMap<>();

  /** Since when a device has been measuring, ms. */
  private final Map<String, Double> busySinceMs = new HashMap<>();

  private final Set<String> present = new TreeSet<>();

  /**
   * @param everyMs how often a link is measured, ms
   * @param addresses where the agent of a device listens, {@code HOST:PORT}
   */
  Probing(double everyMs, UnaryOperator<String> addresses) {
    this.everyMs = everyMs;
    this.addresses = addresses;
  }

  /** Devices are there; their links are measured once they have had time to begin. */
  void add(Collection<String> devices, double nowMs) {
    present.addAll(devices);
    for (String device : devices) {
      for (String other : present) {
        probedMs.put(new Beliefs.Ends(device, other), nowMs);
        probedMs.put(new Beliefs.Ends(other, device), nowMs);
      }
    }
  }

  void remove(String device) {
    present.remove(device);
    busySinceMs.remove(device);
  }

  /** A device has measured a link. */
  void done(String from, LinkBody.Found found) {
    busySinceMs.remove(from);
    if (found.failure().isEmpty()) {
      bytes.put(new Beliefs.Ends(from, found.device()), Math.max(BYTES, found.bytes()));
    }
  }

  /** What is to be measured now. */
  List<Steering.Order> due(Beliefs beliefs, double nowMs) {
    busySinceMs.values().removeIf(since -> nowMs - since > LOST_MS);
    List<Steering.Order> orders = new ArrayList<>();
    for (String from : present) {
      Set<String> others = new HashSet<>(present);
      others.remove(from);
      if (!busySinceMs.containsKey(from)) {
        others.stream()
            .map(to -> new Beliefs.Ends(from, to))
            .filter(ends -> isDue(beliefs, ends, nowMs))
            .min(
                Comparator.comparingDouble(
                        (Beliefs.Ends ends) ->
                            probedMs.getOrDefault(ends, Double.NEGATIVE_INFINITY))
                    .thenComparing(Beliefs.Ends::to))
            .ifPresent(ends -> orders.add(order(beliefs, ends, nowMs)));
      }
    }
    return orders;
  }

  private boolean isDue(Beliefs beliefs, Beliefs.Ends ends, double nowMs) {
    double lastMs = probedMs.getOrDefault(ends, Double.NEGATIVE_INFINITY);
    boolean isIdle = nowMs - beliefs.measuredMs(ends) > everyMs;
    return beliefs.isInDoubt(ends) || isIdle && nowMs - lastMs > everyMs;
  }

  /** Where a link seems to have changed, it is measured again as it was, else cautiously. */
  private Steering.Order order(Beliefs beliefs, Beliefs.Ends ends, double nowMs) {
    long first = beliefs.isInDoubt(ends) ? bytes.getOrDefault(ends, BYTES) : BYTES;
    probedMs.put(ends, nowMs);
    busySinceMs.put(ends.from(), nowMs);
    return new Steering.Order(
        ends.from(),
        FrameKind.MEASURE,
        new LinkBody.Order(ends.from(), ends.to(), addresses.apply(ends.to()), first).write());
  }
}
