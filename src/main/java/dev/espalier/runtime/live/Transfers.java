package dev.espalier.runtime.live;

import dev.espalier.study.run.Hop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds transfers in time stamps: what one stage sent, and when another one had received it. Stamps
 * of both come in any order. Not thread-safe.
 */
final class Transfers {
  /** Clocks of one machine agree, and those of two within a round trip. */
  private static final double CLOCK_MS = 1;

  /** A sample that is behind the latest one by more is done, or lost. */
  private static final long MAX_OPEN = 512;

  /**
   * A transfer.
   *
   * @param from the stage that sent
   * @param to the stage that received
   */
  record Transfer(int from, int to, long bytes, double ms) {}

  private record Key(long sample, int epoch) {}

  /** Hops of a sample that wait for others. */
  private final Map<Key, List<Hop>> open = new HashMap<>();

  private long latest;

  /** Adds a hop; returns the transfers that it completes. */
  List<Transfer> add(Hop hop) {
    if (hop.sample() > latest) {
      latest = hop.sample();
      open.keySet().removeIf(key -> key.sample < latest - MAX_OPEN);
    }
    List<Hop> others =
        open.computeIfAbsent(new Key(hop.sample(), hop.epoch()), any -> new ArrayList<>());
    List<Transfer> found = new ArrayList<>();
    for (Iterator<Hop> each = others.iterator(); each.hasNext(); ) {
      Hop other = each.next();
      transfer(other, hop).ifPresent(found::add);
      transfer(hop, other).ifPresent(found::add);
    }
    others.add(hop);
    return found;
  }

  /** A stage may be passed twice; it has received what was sent before it had it. */
  private static Optional<Transfer> transfer(Hop sender, Hop receiver) {
    double ms = receiver.arrivedMs() - sender.sentMs();
    boolean isData =
        receiver.isComputed()
            ? sender.endSegment() == receiver.firstSegment()
            : receiver.place() > sender.place() || !sender.isComputed();
    return sender.to() == receiver.stage() && ms > -CLOCK_MS && isData
        ? Optional.of(
            new Transfer(sender.stage(), receiver.stage(), sender.sentBytes(), Math.max(0, ms)))
        : Optional.empty();
  }
}
