package dev.espalier.study.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds where messages arrive. */
public final class NextHops {
  private NextHops() {}

  private record Way(long sample, int epoch) {}

  /**
   * The hop at which the message of each hop arrives; those that arrive nowhere are left out. Of
   * several hops at the receiver, the one nearest in time. Keys are compared by identity.
   */
  public static Map<Hop, Hop> of(List<Hop> hops) {
    Map<Way, List<Hop>> ways = new LinkedHashMap<>();
    hops.forEach(
        hop ->
            ways.computeIfAbsent(new Way(hop.sample(), hop.epoch()), any -> new ArrayList<>())
                .add(hop));
    Map<Hop, Hop> next = new IdentityHashMap<>();
    ways.values().forEach(way -> add(next, way));
    return next;
  }

  private static void add(Map<Hop, Hop> next, List<Hop> way) {
    List<Hop> free = new ArrayList<>(way);
    way.stream()
        .filter(hop -> hop.to() >= 0)
        .sorted(Comparator.comparingDouble(Hop::sentMs))
        .forEach(
            hop -> {
              Optional<Hop> arrived =
                  free.stream()
                      .filter(other -> other.stage() == hop.to() && other.place() > hop.place())
                      .min(
                          Comparator.comparingDouble(
                              other -> Math.abs(other.arrivedMs() - hop.sentMs())));
              arrived.ifPresent(
                  other -> {
                    free.removeIf(each -> each == other);
                    next.put(hop, other);
                  });
            });
  }
}
